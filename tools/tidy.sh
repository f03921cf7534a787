#!/usr/bin/env bash
# clang-tidy over the library: src/, and each public header through the file that checks that it compiles alone.
# Arguments are regular expressions for files to check instead.
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset clang >/dev/null
if [[ $# -eq 0 ]]; then
    set -- "^$PWD/src/" '_verify_interface_header_sets/'
fi
run-clang-tidy-14 -clang-tidy-binary clang-tidy-14 -p build/clang -j "$(nproc)" -quiet "$@"
