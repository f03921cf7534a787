#!/usr/bin/env bash
# What a broker over NATS costs beside one alone, two of them beside one, and how fast one catches up: the same questions in
# turn, so that what disturbs the machine disturbs all of them.
#
#   bench/edge_bench.sh build/release/src/cli/logbeam [ROUNDS]     3 rounds
#
# SECONDS_EACH=1 makes a quick one, SUBSCRIBERS=100 a small one. Brokers and JetStream keep what they get on disk. Prints
# CPU seconds of the brokers (not of nats-server) per million deliveries, and events per second of the catching up; medians.
set -euo pipefail

logbeam=${1:?usage: bench/edge_bench.sh PATH_OF_LOGBEAM [ROUNDS]}
rounds=${2:-3}
seconds=${SECONDS_EACH:-4}
subscribers=${SUBSCRIBERS:-1000}
catch_up_events=${CATCH_UP_EVENTS:-2000000}

. "$(dirname "${BASH_SOURCE[0]}")/servers.sh"
declare -A url

start_nats() {
    printf 'host: 127.0.0.1\nport: -1\njetstream { store_dir: "%s/jetstream", max_file_store: 20GB }\n' "$work" \
        >"$work/nats.conf"
    start nats nats-server -c "$work/nats.conf"
    nats_url=nats://127.0.0.1:$(port_of nats 'client connections on 127\.0\.0\.1:\K\d+')
}

# start_broker NAME OPTIONS...
start_broker() {
    start "$1" "$logbeam" serve --listen 127.0.0.1:0 --data "$work/$1" "${@:2}"
    url[$1]=ws://127.0.0.1:$(port_of_broker "$1")
}

# ask QUESTION OPTIONS...
ask() {
    local question=$1
    shift
    "$logbeam" bench --json --subscribers "$subscribers" --batch 100 --duration "$seconds" "$@" |
        grep -oP '"cpu_seconds_per_million": ?\K[\d.]+' | sed "s/^/$question /" >>"$work/results"
}

accepted() {
    curl -s "http://${url[$1]#ws://}/api/stats" | grep -oP '"accepted":\K\d+'
}

# A new broker beside a stream of so many events, until it has read all of them.
catch_up() {
    local begun now
    begun=$(date +%s%N)
    start_broker late --nats "$nats_url"
    until curl -sf "http://${url[late]#ws://}/readyz" >/dev/null; do sleep 0.02; done
    now=$(date +%s%N)
    awk -v events="$(accepted late)" -v time=$((now - begun)) 'BEGIN { print "catch_up", events / time * 1e9 }' \
        >>"$work/results"
    stop late
    rm -rf "$work/late"
}

start_nats
start_broker alone
start_broker one --nats "$nats_url"
start_broker two --nats "$nats_url"
for ((round = 1; round <= rounds; ++round)); do
    ask alone --url "${url[alone]}" --pid "${pid[alone]}"
    ask edge --url "${url[one]}" --pid "${pid[one]}"
    ask from_nats --url "${url[one]}" --publish-at "${url[two]}" --pid "${pid[one]}"
    ask two_edges --url "${url[one]}" --more "${url[two]}" --pid "${pid[one]}" --pid "${pid[two]}"
done
"$logbeam" bench --url "${url[one]}" --subscribers 1 --batch 100 --window 8192 --events "$catch_up_events" >/dev/null
for ((round = 1; round <= rounds; ++round)); do catch_up; done

awk -v alone="$(median alone)" -v edge="$(median edge)" -v from_nats="$(median from_nats)" -v two="$(median two_edges)" \
    -v catch_up="$(median catch_up)" 'BEGIN {
    print "| CPU seconds of the brokers per million deliveries | | beside |"
    print "|---|--:|--:|"
    printf "| a broker alone | %.4f | |\n", alone
    printf "| an edge whose publisher is at another one | %.4f | %.2fx of a broker alone |\n", from_nats, from_nats / alone
    printf "| an edge with the publisher | %.4f | %.2fx |\n", edge, edge / alone
    printf "| two edges, half of the subscribers each | %.4f | %.2fx the deliveries per CPU second of one |\n", two, edge / two
    printf "| catching up with a stream | %.0f events/s | |\n", catch_up
}'
