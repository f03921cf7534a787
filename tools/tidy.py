#!/usr/bin/env python3
"""clang-tidy over the library: src/, and each public header through the file that checks that it compiles alone.

A file that was clean is checked again only when it, a header of the project that it includes, or .clang-tidy has
changed: what was clean is remembered in ~/.cache/logbeam/tidy, for all clones.

    tools/tidy.py [--minutes N] [REGEX...]

--minutes stops there: what was not reached is counted in the last line, and comes first next time. REGEXes choose files
by their path in the project.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/clang"
REMEMBERED = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "logbeam/tidy"
TIDY = "clang-tidy-14"
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
ROOTS = [ROOT / "src", *sorted((ROOT / "include").iterdir()), ROOT / "sinks"]


def headers_of(path, known):
    """The project's own headers that a file sees, itself included."""
    if path in known:
        return known
    known[path] = text = path.read_text(errors="replace")
    for name in INCLUDE.findall(text):
        for root in [path.parent, *ROOTS]:
            if (root / name).is_file():
                headers_of(root / name, known)
                break
    return known


def key_of(command, common):
    seen = headers_of(pathlib.Path(command["file"]), {})
    digest = hashlib.sha256(common)
    digest.update(command["command"].replace(str(ROOT), "").encode())
    for path in sorted(seen):
        digest.update(str(path).replace(str(ROOT), "").encode() + seen[path].encode())
    return digest.hexdigest()


def check(command):
    ran = subprocess.run([TIDY, "-p", BUILD, "--quiet", command["file"]], capture_output=True, text=True)
    return ran.returncode == 0 and "warning:" not in ran.stdout, ran.stdout


def chosen(patterns):
    subprocess.run(["cmake", "--preset", "clang"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    for command in json.loads((BUILD / "compile_commands.json").read_text()):
        path = command["file"].replace(f"{ROOT}/", "")
        wanted = patterns or ["^src/", "_verify_interface_header_sets/"]
        if any(re.search(pattern, path) for pattern in wanted):
            yield command


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("patterns", nargs="*")
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    common = (ROOT / ".clang-tidy").read_bytes() + subprocess.check_output([TIDY, "--version"])
    REMEMBERED.mkdir(parents=True, exist_ok=True)

    due = [(command, REMEMBERED / key_of(command, common)) for command in chosen(options.patterns)]
    due = [(command, mark) for command, mark in due if not mark.exists()]
    unclean = unreached = 0

    def visit(item):
        return None if time.monotonic() > end else check(item[0])

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (command, mark), result in zip(due, pool.map(visit, due)):
            if result is None:
                unreached += 1
            elif result[0]:
                mark.touch()
            else:
                unclean += 1
                print(f"{command['file']}\n{result[1]}", flush=True)
    if unreached:
        print(f"{unreached} files were not reached in {options.minutes:g} minutes")
    sys.exit(1 if unclean else 0)


if __name__ == "__main__":
    main()
