#!/usr/bin/env python3
"""Reads what bench/broker_bench.sh measured and prints the issue's table: medians, and ratios between the servers.

A line of stdin is `question server {result of logbeam bench --json}`; a question comes once per round and server.
"""

import collections
import json
import statistics
import sys

# Title, question, figure, how it is shown, whether a smaller one is better, what was aimed for.
ROWS = [
    ("N = 1, CPU s per million", "fan_1", "cpu_seconds_per_million", "{:.3f}", "nats >= 3x, stretch 4.5x; node >= 30x"),
    ("N = 10, CPU s per million", "fan_10", "cpu_seconds_per_million", "{:.3f}", "nats >= 3x, stretch 4x; node >= 30x"),
    ("N = 100, CPU s per million", "fan_100", "cpu_seconds_per_million", "{:.3f}", "nats >= 5x, stretch 9x; node >= 60x"),
    ("N = 1000, CPU s per million", "fan_1000", "cpu_seconds_per_million", "{:.3f}", "nats >= 7x, stretch 13x; node >= 60x"),
    ("N = 100 over 20 patterns, CPU s per million", "patterns", "cpu_seconds_per_million", "{:.3f}", "see below"),
    ("1000 events/s, N = 10, p99 us", "latency", "p99_us", "{:.0f}", "nats >= 1.18x, stretch 1.43x"),
    ("batches of 100, N = 1, CPU s per million", "ingest_batch", "cpu_seconds_per_million", "{:.3f}",
     "stated, stretch nats >= 1x"),
    ("idle connection, bytes", "idle", "bytes_per_connection", "{:.0f}", "<= 3072, stretch 2048"),
    ("10,000 connections x 100/s, p99 us", "many", "p99_us", "{:.0f}", "<= 500000, stretch 150000"),
    ("10,000 connections x 100/s, lost", "many", "lost", "{:.0f}", "0"),
]
PEERS = ["nats", "node"]


def read(lines):
    """(question, server) -> its results."""
    results = collections.defaultdict(list)
    for line in lines:
        question, server, result = line.split(" ", 2)
        results[question, server].append(json.loads(result))
    return results


def median(results, question, server, figure):
    values = [result[figure] for result in results.get((question, server), []) if figure in result]
    return statistics.median(values) if values else None


def cell(value, form):
    return "-" if value is None else form.format(value)


def ratio(own, other):
    """How many times less the broker needs than a peer."""
    return "-" if not own or other is None else f"{other / own:.2f}x"


def main():
    results = read(sys.stdin)
    print("| question | logbeam | nats | node | less than nats | less than node | aimed for |")
    print("|---|--:|--:|--:|--:|--:|---|")
    for title, question, figure, form, target in ROWS:
        own = median(results, question, "logbeam", figure)
        others = [median(results, question, peer, figure) for peer in PEERS]
        cells = [cell(value, form) for value in (own, *others)] + [ratio(own, other) for other in others]
        print(f"| {title} | {' | '.join(cells)} | {target} |")

    one = median(results, "fan_100", "logbeam", "cpu_seconds_per_million")
    many = median(results, "patterns", "logbeam", "cpu_seconds_per_million")
    if one and many:
        print(f"\n20 patterns against one: {many / one:.2f}x the CPU (aimed for: <= 1.5x)")
    for (question, server), each in results.items():
        lost = sum(result.get("lost", 0) + result.get("sent_away", 0) for result in each)
        if lost:
            print(f"\n{server}, {question}: {lost} events lost or subscribers sent away")


if __name__ == "__main__":
    main()
