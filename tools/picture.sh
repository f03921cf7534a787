#!/usr/bin/env bash
# Makes the README's picture anew: the page of the demo, after its shop has run for a minute.
set -euo pipefail
cd "$(dirname "$0")/.."

said=$(mktemp)
LOGBEAM_DEMO_SECONDS=150 tools/demo.sh >"$said" 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null || true; wait "$demo" || true; rm -f "$said"' EXIT

url=
until [[ -n $url ]]; do
    kill -0 "$demo" 2>/dev/null || { cat "$said" >&2; exit 1; }
    url=$(grep -oPm1 'https?://[0-9a-z.:]+/' "$said" || true)
    sleep 0.5
done
sleep "${LOGBEAM_PICTURE_SECONDS:-60}"
node build/release/dashboard/scripts/picture.mjs "$url" docs/picture.png
