#!/usr/bin/env bash
# What does the thread that logs ask of the kernel in steady state? Counts, by strace, the system calls of the logging
# thread between the marks of bench/programs/quiet.cpp: 100,000 log calls.
#     bench/syscalls.sh [build folder, default build/release]
set -euo pipefail
cd "$(dirname "$0")/.."
program="${1:-build/release}/bench/quiet"
trace=$(mktemp)
trap 'rm -f "$trace"' EXIT

# Without -f strace follows only the first thread, which is the one that logs.
strace -o "$trace" "$program"
awk '/getppid/ {marks++; next} marks == 1 {calls++; print} END {print calls + 0, "system calls in 100,000 log calls"}' "$trace"
