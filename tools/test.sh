#!/usr/bin/env bash
# All that CI checks, cheapest first. Quiet while it goes well; prints the log of the step that fails and stops there.
# LOGBEAM_STRESS scales the stress tests (1 is what tools/soak.sh runs), LOGBEAM_FUZZ_SECONDS the run of each fuzzer,
# LOGBEAM_TIDY_MINUTES bounds clang-tidy where it has not seen the files before.
set -euo pipefail
cd "$(dirname "$0")/.."

export LOGBEAM_STRESS="${LOGBEAM_STRESS:-0.05}"
fuzz_seconds="${LOGBEAM_FUZZ_SECONDS:-10}"

logs=build/logs
log=/dev/null
mkdir -p "$logs"
exec 3>&1

on_exit() {
    local status=$?
    [[ $status -eq 0 ]] && return
    { echo; cat "$log"; echo "== failed, see $log"; } >&3
}
trap on_exit EXIT

# step <name> <command>...: its output goes to a log; how long it took is told where that is long.
step() {
    local begun=$SECONDS
    printf '== %s' "$1"
    log="$logs/${1//[ \/]/_}.log"
    "${@:2}" >"$log" 2>&1 </dev/null
    ((SECONDS - begun < 10)) || printf ' (%d s)' $((SECONDS - begun))
    echo
}

build() {
    cmake --preset "$1"
    cmake --build --preset "$1"
}

# Tests of processes and time share two processors with each other here: one that fails is given a second chance, and
# named, because it is to be mended.
tests_of() {
    ctest --preset "$1" && return
    echo "== again: what failed"
    ctest --preset "$1" --rerun-failed
    printf ', passed in the second run only: %s' "$(grep -oP '^\s*\d+ - \K\S+(?= \()' "$log" | sort -u | xargs)" >&3
}

# run_tests <preset>: keeps ctest's closing line.
run_tests() {
    step "$1 tests" tests_of "$1"
    closing=$(grep -m1 ' tests failed out of ' "$log")
}

# A short run of one fuzzer from its corpus, silent when it finds nothing; what it finds stays below build/.
fuzz_one() {
    local name folders said
    name=$(basename "$1" _fuzz)
    folders=("build/fuzz/tests/found/$name")
    [[ -d tests/fuzz/corpus/$name ]] && folders+=("tests/fuzz/corpus/$name")
    if ! said=$("$1" -max_total_time="$fuzz_seconds" -artifact_prefix="${folders[0]}-" "${folders[@]}" 2>&1); then
        printf '== %s\n%s\n' "$name" "$(tail -n 80 <<<"$said")"
        return 1
    fi
}

# Files that were clean before are not checked again; what the time is too short for is told.
tidy() {
    tools/tidy.py --minutes "${LOGBEAM_TIDY_MINUTES:-20}"
    printf '%s' "$(grep ' files were not reached' "$log" | sed 's/^/, /')" >&3
}

fuzz() {
    export -f fuzz_one
    export fuzz_seconds
    printf '%s\0' build/fuzz/tests/*_fuzz | xargs -0 -n1 -P"$(nproc)" bash -c 'fuzz_one "$1"' fuzz
}

step "setup" tools/setup.sh
step "format" tools/format.sh --check
step "layers" tools/check_layers.py
step "sizes" tools/check_sizes.py

step "release build" build release
run_tests release
release_closing=$closing
step "install consumers" tests/install/run.sh
step "demo" env LOGBEAM_DEMO_SECONDS=5 tools/demo.sh

step "asan build" build asan
run_tests asan

step "tsan build" build tsan
run_tests tsan

step "clang build" build clang
step "tidy" tidy

step "fuzz build" build fuzz
run_tests fuzz
step "fuzz, $fuzz_seconds s each" fuzz

echo "$release_closing"
