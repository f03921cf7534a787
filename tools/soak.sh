#!/usr/bin/env bash
# The stress suite with its full numbers, as users get the library and under ThreadSanitizer. Takes long; prints all.
set -euo pipefail
cd "$(dirname "$0")/.."

export LOGBEAM_STRESS="${LOGBEAM_STRESS:-1}"
export TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1:die_after_fork=0"

tools/setup.sh
for preset in release tsan; do
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset" --target stress_tests
    echo "== stress, $preset, LOGBEAM_STRESS=$LOGBEAM_STRESS"
    "build/$preset/tests/stress_tests" "$@"
done
