#!/usr/bin/env bash
# What does a program gain in weight by publishing? Two programs, alike but for logbeam's sink: bench/programs/.
#     bench/weight.sh [build folder, default build/release]
set -euo pipefail
cd "$(dirname "$0")/.."
build="${1:-build/release}"
folder="$build/bench"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

stripped() {
    strip -o "$scratch/$1" "$folder/weight_$1"
    stat -c %s "$scratch/$1"
}

libraries() {
    ldd "$folder/weight_$1" | awk '{print $1}' | sort
}

# Resident memory that is the process's own, and threads, once the program has come to rest.
at_rest() {
    "$folder/weight_$1" 2>"$scratch/stderr" &
    local pid=$!
    sleep 1
    awk '/^VmRSS/ {rss=$2} /^Threads/ {threads=$2} END {print rss, threads}' "/proc/$pid/status"
    kill "$pid"
    wait "$pid" 2>/dev/null || true
}

without=$(stripped without)
with=$(stripped with)
read -r rss_without threads_without <<<"$(at_rest without)"
read -r rss_with threads_with <<<"$(at_rest with)"
echo "stripped:         $((without / 1024)) KB without, $((with / 1024)) KB with: +$(((with - without) / 1024)) KB"
echo "shared libraries: + $(comm -13 <(libraries without) <(libraries with) | xargs)"
echo "threads:          $threads_without without, $threads_with with"
echo "idle RSS:         $rss_without KB without, $rss_with KB with: +$((rss_with - rss_without)) KB"
