#!/usr/bin/env bash
# Builds examples/demo.cpp and runs it: a program that logs, and what arrived as events.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== setup"
tools/setup.sh
echo "== build"
cmake --preset release >/dev/null
cmake --build --preset release --target example_demo >/dev/null
exec build/release/examples/demo "$@"
