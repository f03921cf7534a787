#!/usr/bin/env bash
# Formats the C++ sources in place; with --check changes nothing and fails where it would.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=(-i)
case "${1:-}" in
    "") ;;
    --check) mode=(--dry-run --Werror) ;;
    *) echo "usage: tools/format.sh [--check]" >&2; exit 2 ;;
esac

find include sinks src tests bench examples docs -name '*.[ch]pp' -print0 | xargs -0 -r clang-format-14 "${mode[@]}"
