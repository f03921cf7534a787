#!/usr/bin/env python3
"""Predicts a fleet of brokers over NATS from what one of them costs, and checks that against fleets that run.

    bench/scale_sim.py build/release/src/cli/logbeam [EVENTS_PER_SECOND SUBSCRIBERS]     20000 400

Measures, on one edge at a time: the CPU that an event costs which is only read and indexed, what an event costs where it
is published, and what a delivery costs. From that it tells the CPU of 1, 2 and 4 edges that share the subscribers, runs
them, and prints both. With three more numbers it predicts for a fleet of one's own:

    bench/scale_sim.py LOGBEAM EVENTS_PER_SECOND SUBSCRIBERS SHARE EDGES
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SECONDS = float(os.environ.get("SECONDS_EACH", "4"))
BATCH = 100


class Fleet:
    """A nats-server with JetStream, and edges that are begun when they are asked for."""

    def __init__(self, logbeam, folder):
        self.logbeam, self.folder = logbeam, pathlib.Path(folder)
        self.processes, self.edges = [], []
        config = self.folder / "nats.conf"
        config.write_text(f'host: 127.0.0.1\nport: -1\njetstream {{ store_dir: "{folder}/js", max_file_store: 20GB }}\n')
        self.nats = "nats://127.0.0.1:" + self.start(
            ["nats-server", "-c", str(config)], r"client connections on 127\.0\.0\.1:(\d+)")[1]

    def start(self, command, pattern):
        log = self.folder / f"{len(self.processes)}.log"
        process = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT)
        self.processes.append(process)
        for _ in range(100):
            if found := re.search(pattern, log.read_text()):
                return process, found[1]
            time.sleep(0.1)
        sys.exit(f"scale_sim: {command[0]} does not listen; it said: {log.read_text()[-300:]}")

    def edge(self, number):
        while len(self.edges) <= number:
            data = str(self.folder / f"edge{len(self.edges)}")
            process, port = self.start(
                [self.logbeam, "serve", "--listen", "127.0.0.1:0", "--nats", self.nats, "--data", data],
                r"http://127\.0\.0\.1:(\d+)")
            self.wait_until_ready(f"http://127.0.0.1:{port}/readyz")
            self.edges.append((process.pid, f"ws://127.0.0.1:{port}"))
        return self.edges[number]

    @staticmethod
    def wait_until_ready(url):
        for _ in range(300):
            try:
                with urllib.request.urlopen(url) as answer:
                    if answer.status == 200:
                        return
            except urllib.error.URLError:
                time.sleep(0.1)
        sys.exit(f"scale_sim: {url} is not ready")

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()

    def load(self, edges, measured, rate, subscribers):
        """CPU seconds per second of the measured edges while subscribers go round the first ones."""
        pids, urls = zip(*[self.edge(number) for number in range(edges)])
        command = [self.logbeam, "bench", "--json", "--url", urls[0], "--batch", str(BATCH), "--rate", str(rate),
                   "--window", "1000000", "--subscribers", str(subscribers), "--duration", str(SECONDS)]
        for url in urls[1:]:
            command += ["--more", url]
        for number in measured:
            command += ["--pid", str(self.edge(number)[0])]
        report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return report["cpu_seconds"] / report["seconds"], report["deliveries"] / report["seconds"]


def costs(fleet, rate):
    """CPU seconds of: an event that is read, one that is published there, a delivery."""
    fleet.edge(1)
    read, _ = fleet.load(1, [1], rate, 1)
    published, _ = fleet.load(1, [0], rate, 1)
    many, deliveries = fleet.load(1, [0], rate, 200)
    return read / rate, max(published - read, 0) / rate, max(many - published, 0) / (deliveries - rate)


def predicted(cost, rate, deliveries, edges):
    read, publish, deliver = cost
    return edges * rate * read + rate * publish + deliveries * deliver


def main():
    logbeam = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
    rate, subscribers = (int(each) for each in (sys.argv[2:4] if len(sys.argv) > 3 else (20000, 400)))
    with tempfile.TemporaryDirectory() as folder:
        fleet = Fleet(logbeam, folder)
        try:
            cost = costs(fleet, rate)
            print("read and index an event: %.2f us; publish it: %.2f us; deliver it: %.3f us"
                  % tuple(each * 1e6 for each in cost))
            if len(sys.argv) > 5:
                share, edges = float(sys.argv[4]), int(sys.argv[5])
                cpu = predicted(cost, rate, rate * subscribers * share, edges)
                print("%d edges: %.2f cores in all, %.2f each" % (edges, cpu, cpu / edges))
                return
            print("| edges | predicted, cores | measured | measured / predicted |\n|--:|--:|--:|--:|")
            for edges in (1, 2, 4):
                measured, deliveries = fleet.load(edges, range(edges), rate, subscribers)
                guess = predicted(cost, rate, deliveries, edges)
                print("| %d | %.3f | %.3f | %.2f |" % (edges, guess, measured, measured / guess))
        finally:
            fleet.stop()


main()
