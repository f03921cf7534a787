#!/usr/bin/env bash
# The broker beside nats-server (WebSocket) and a node `ws` broadcast server: the same questions to each in turn, so that
# what disturbs the machine disturbs all of them, and the medians as a markdown table with ratios.
#
#   bench/broker_bench.sh build/release/src/cli/logbeam [ROUNDS] [SERVERS]     3 rounds, "logbeam nats node"
#
# SECONDS_EACH=1 makes a quick one. What was measured is kept in the file that is named at the end.
set -euo pipefail

logbeam=${1:?usage: bench/broker_bench.sh PATH_OF_LOGBEAM [ROUNDS] [SERVERS]}
rounds=${2:-3}
servers=${3:-logbeam nats node}
seconds=${SECONDS_EACH:-4}

. "$(dirname "${BASH_SOURCE[0]}")/servers.sh"
trap stop_all EXIT
declare -A url dialect

start_server() {
    local port
    case $1 in
        logbeam)
            start logbeam "$logbeam" serve --listen 127.0.0.1:0
            port=$(port_of_broker logbeam)
            url[logbeam]=ws://127.0.0.1:$port dialect[logbeam]=native
            ;;
        nats)
            start nats nats-server -c "$here/peers/nats.conf"
            port=$(port_of nats 'ws://127\.0\.0\.1:\K\d+')
            url[nats]=nats+ws://127.0.0.1:$port dialect[nats]=nats
            ;;
        node)
            [[ -d $here/peers/node_server/node_modules ]] || (cd "$here/peers/node_server" && npm ci --silent)
            start node node "$here/peers/node_server/server.js"
            port=$(port_of node '^\d+$')
            url[node]=ws://127.0.0.1:$port dialect[node]=node
            ;;
        *) fail "there is no server '$1'; choose from: logbeam nats node" ;;
    esac
}

# ask QUESTION SERVERS OPTIONS...
ask() {
    local question=$1 asked=$2 server result
    shift 2
    for server in $asked; do
        [[ " $servers " == *" $server "* ]] || continue
        # Losses make it return 1 and stand in the result.
        result=$("$logbeam" bench --json --url "${url[$server]}" --dialect "${dialect[$server]}" \
            --pid "${pid[$server]}" --duration "$seconds" "$@") || true
        [[ -n $result ]] || fail "$question could not be asked to $server"
        echo "$question $server $result" >>"$work/results"
        echo "$question $server $result" >&2
    done
}

for server in $servers; do
    start_server "$server"
done
# First, for memory that a server once had is not given back: what an idle connection weighs.
ask idle "logbeam nats node" --idle 5000
for ((round = 1; round <= rounds; ++round)); do
    ask fan_1 "logbeam nats node" --subscribers 1
    ask fan_10 "logbeam nats node" --subscribers 10
    ask fan_100 "logbeam nats node" --subscribers 100
    ask fan_1000 "logbeam nats node" --subscribers 1000 --window 256
    ask patterns "logbeam nats" --subscribers 100 --patterns 20
    ask latency "logbeam nats node" --subscribers 10 --rate 1000
    ask ingest_batch "logbeam nats" --subscribers 1 --batch 100 --window 8192
    ask many "logbeam nats" --subscribers 10000 --rate 100 --window 4096
done

"$here/peers/ratios.py" <"$work/results"
echo "kept in $work/results" >&2
