#!/usr/bin/env bash
# A broker with its page, and a shop of three services that log to it, until Enter or Ctrl-C.
# LOGBEAM_DEMO_SECONDS lets it end by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
unset LOGBEAM LOGBEAM_SOURCE LOGBEAM_TOKEN LOGBEAM_URL

seconds="${LOGBEAM_DEMO_SECONDS:-}"
program="$PWD/build/release/src/cli/logbeam"
services="$PWD/build/release/examples"
work=$(mktemp -d)
broker=
shop=()

# Each child has a session of its own, so that Ctrl-C is ours alone and the order of the end is that of close_all.
start() {
    (cd "$work" && exec setsid "${@:2}") >"$work/$1" 2>&1 </dev/null &
}

close_all() {
    local status=$? pid
    trap - EXIT
    trap '' INT TERM
    for pid in "${shop[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${shop[@]}"; do wait "$pid" || status=1; done
    if [[ -n $broker ]]; then
        kill "$broker" 2>/dev/null || true
        wait "$broker" || status=1
    fi
    # What went wrong is in what they printed.
    [[ $status -eq 0 ]] || grep --with-filename "" "$work"/* | sed "s|^$work/||" >&2
    rm -rf "$work"
    exit "$status"
}
trap close_all EXIT
trap 'exit 0' INT TERM HUP

build() {
    cmake --preset release
    cmake --build --preset release --target logbeam_program shop
}

# Starts the broker on the port; false when that is taken.
start_broker() {
    rm -f "$work/broker"  # what the one before printed
    start broker "$program" serve --listen "127.0.0.1:$1" --data "$work/data-$1"
    broker=$!
    while [[ ! -s $work/broker ]] && kill -0 "$broker" 2>/dev/null; do sleep 0.05; done
    url=$(sed -n 's/^logbeam: \(http.*\)/\1/p' "$work/broker")
    [[ -n $url ]] && return
    wait "$broker" || true
    broker=
    grep --quiet address_in_use "$work/broker" || exit 1
    return 1
}

tools/setup.sh
[[ -x $program ]] || echo "building; the first time takes some minutes"
build >"$work/build" 2>&1
rm "$work/build"

port=3030
until start_broker "$port"; do
    echo "port $port is taken"
    port=$((port + 1))
done
for service in orders payments web; do
    LOGBEAM_URL="ws://127.0.0.1:$port" start "$service" "$services/shop_$service"
    shop+=($!)
done

echo "The shop is open: $url"
echo "In a terminal: $program tail --url ws://127.0.0.1:$port"
if [[ -n $seconds ]]; then
    sleep "$seconds"
elif [[ -t 0 ]]; then
    read -rp "Enter or Ctrl-C ends it. "
else
    wait -n
fi
