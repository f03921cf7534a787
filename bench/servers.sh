# For the scripts beside it: servers that run while a script does. Each writes to $work/NAME.log and is pid[NAME]; what is
# measured of them are lines "QUESTION FIGURE" in $work/results.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
declare -A pid

fail() {
    echo "$(basename "$0" .sh): $*" >&2
    exit 1
}

stop() {
    kill "${pid[$1]}" 2>/dev/null || true
    wait "${pid[$1]}" 2>/dev/null || true
    unset "pid[$1]"
}

stop_all() {
    local name
    for name in "${!pid[@]}"; do stop "$name"; done
}

# Unless the script wants to keep what it measured.
stop_and_forget_all() {
    stop_all
    rm -rf "$work"
}
trap stop_and_forget_all EXIT

# start NAME COMMAND...
start() {
    "${@:2}" >"$work/$1.log" 2>&1 &
    pid[$1]=$!
}

# port_of NAME PATTERN: waits until its output holds what the pattern finds.
port_of() {
    local found=
    for _ in {1..100}; do
        found=$(grep -oPm1 "$2" "$work/$1.log" || true)
        [[ -z $found ]] || { echo "$found"; return; }
        kill -0 "${pid[$1]}" 2>/dev/null || break
        sleep 0.1
    done
    fail "$1 does not listen; it said: $(tail -n 3 "$work/$1.log")"
}

port_of_broker() {
    port_of "$1" 'http://127\.0\.0\.1:\K\d+'
}

# median QUESTION
median() {
    grep "^$1 " "$work/results" | cut -d' ' -f2 | sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}
