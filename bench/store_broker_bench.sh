#!/usr/bin/env bash
# The broker with its store on a disk beside JetStream with file storage, and what filters cost it: the same questions in
# turn, so that what disturbs the machine disturbs all of them.
#
#   bench/store_broker_bench.sh build/release/src/cli/logbeam [ROUNDS]     3 rounds
#
# SECONDS_EACH=1 makes a quick one. Prints CPU seconds of the server per million events that it took, stored and delivered
# to one subscriber, median of the rounds, and what they are to each other.
set -euo pipefail

logbeam=${1:?usage: bench/store_broker_bench.sh PATH_OF_LOGBEAM [ROUNDS]}
rounds=${2:-3}
seconds=${SECONDS_EACH:-4}

. "$(dirname "${BASH_SOURCE[0]}")/servers.sh"

start_logbeam() {
    start logbeam "$logbeam" serve --listen 127.0.0.1:0 --data "$work/logbeam"
    logbeam_url=ws://127.0.0.1:$(port_of_broker logbeam)
}

# JetStream keeps what is published to the topic of the load in a stream on disk, and acknowledges each message, as the
# broker does.
start_nats() {
    sed "s|^server_name: bench|&\njetstream { store_dir: \"$work/jetstream\", max_file_store: 20GB }|" \
        "$here/peers/nats.conf" >"$work/nats.conf"
    start nats nats-server -c "$work/nats.conf"
    nats_url=nats+ws://127.0.0.1:$(port_of nats 'ws://127\.0\.0\.1:\K\d+')
    local port stream='{"name":"bench","subjects":["bench.>"],"storage":"file","max_bytes":8000000000}'
    port=$(port_of nats 'client connections on 127\.0\.0\.1:\K\d+')
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'CONNECT {}\r\nSUB answer 1\r\nPUB $JS.API.STREAM.CREATE.bench answer %d\r\n%s\r\n' "${#stream}" "$stream" >&3
    while read -r -t 5 line <&3; do
        [[ $line != *'"error"'* ]] || fail "JetStream: $line"
        [[ $line != *'"config"'* ]] || break
    done
}

# A peer that stores nothing would be cheap.
check_stream() {
    local held
    printf 'PUB $JS.API.STREAM.INFO.bench answer 0\r\n\r\n' >&3
    while read -r -t 5 line <&3; do
        held=$(grep -oP '"messages":\K\d+' <<<"$line" || true)
        [[ -z $held ]] || break
    done
    [[ ${held:-0} -gt 0 ]] || fail "JetStream holds nothing"
}

# cpu SERVER URL DIALECT OPTIONS...: seconds per million deliveries.
cpu() {
    local server=$1 url=$2 dialect=$3
    shift 3
    "$logbeam" bench --json --url "$url" --dialect "$dialect" --pid "${pid[$server]}" --duration "$seconds" "$@" |
        grep -oP '"cpu_seconds_per_million(_deliveries)?": ?\K[\d.]+' | head -n 1
}

# ask QUESTION SERVER URL DIALECT OPTIONS...
ask() {
    local question=$1
    shift
    echo "$question $(cpu "$@")" >>"$work/results"
}

# row TEXT QUESTION AGAINST
row() {
    awk -v text="$1" -v ours="$(median "$2")" -v other="$(median "$3")" \
        'BEGIN { printf "| %s | %.3f | %.3f | %.2fx |\n", text, ours, other, other / ours }'
}

start_logbeam
start_nats
for ((round = 1; round <= rounds; ++round)); do
    ask single logbeam "$logbeam_url" native --subscribers 1
    ask single_nats nats "$nats_url" nats --acknowledged --subscribers 1
    ask batch logbeam "$logbeam_url" native --subscribers 1 --batch 100 --window 8192
    ask batch_nats nats "$nats_url" nats --acknowledged --subscribers 1 --batch 100 --window 8192
    ask one_filter logbeam "$logbeam_url" native --subscribers 100 --filters 1
    ask filters logbeam "$logbeam_url" native --subscribers 100 --filters 20
done

check_stream

echo "| CPU seconds per million | logbeam | other | other / logbeam |"
echo "|---|--:|--:|--:|"
row "one event per message, stored; JetStream" single single_nats
row "100 events per message, stored; JetStream" batch batch_nats
row "100 subscribers in 20 filters; in one" filters one_filter
