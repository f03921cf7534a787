#!/usr/bin/env python3
"""Reads every #include of the product and compares it with the design's dependency graph.

A part of src/ may include the parts that the graph lets it reach, directly or through another, and its CMakeLists.txt
may link no others. Public headers include the standard library and public headers only. A third-party library is seen
from one place each.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# part -> the parts that it may include; what those may include follows.
GRAPH = {
    "base": [],
    "json": ["base"],
    "event": ["base", "json"],
    "wire": ["event"],
    "websocket": ["json"],
    "query": ["event"],
    "transport": ["wire"],
    "channel": ["transport"],
    "testing": ["channel", "query"],
    "history": ["query"],
    "store": ["history"],
    "sqlite": ["store"],
    "hub": ["history", "wire"],
    "yaml": ["base"],
    "alert": ["history", "yaml"],
    "dialect": ["hub", "websocket"],
    "notify": ["alert", "net"],
    "net": ["base"],
    "http": ["dialect", "notify", "store", "net"],
    "edge": ["store", "dialect", "transport"],
    "server": ["http", "yaml", "notify", "edge"],
    "embed": ["server", "channel"],
    "cli": ["embed", "store", "alert"],
}
# A part of a part may reach more than the part does.
EXTRA = {"transport/websocket": ["net", "websocket"]}

# How an include of a library begins -> the folders that may have it.
DOORS = {
    "simdjson": ["src/json"],
    "nlohmann/": ["src/json"],
    "concurrentqueue/": ["src/channel"],
    "spdlog/": ["sinks/spdlog"],
    "fmt/": ["sinks/spdlog"],
    "boost/": ["src/net"],
    "openssl/": ["src/net"],
    "nats": ["src/transport/nats", "src/edge"],
    "sqlite3": ["src/store", "src/sqlite"],
    "zstd": ["src/store"],
    "re2/": ["src/query"],
    "yaml-cpp/": ["src/yaml"],
    "curl/": ["src/notify"],
    "CLI/": ["src/cli"],
}

# Include root of a component -> the roots whose headers it may use.
COMPONENTS = {
    "include/client": ["include/client"],
    "include/query": ["include/query", "include/client"],
    "include/testing": ["include/testing", "include/query", "include/client"],
    "include/broker": ["include/broker", "include/client"],
    "sinks/spdlog/include": ["sinks/spdlog/include", "include/client"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
LINKS = re.compile(r"logbeam_part\(\s*(\w+)(?:\s+LINKS((?:\s+[a-z]\w*)+))?")

problems = []


def reach(part, more=()):
    """All parts that `part` may include, itself among them."""
    found, waiting = set(), [part, *more]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += GRAPH[each]
    return found


def includes_of(path):
    text = path.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1] == '"', match[2]


def sources(*folders):
    for folder in folders:
        yield from sorted(p for p in (ROOT / folder).rglob("*") if p.suffix in (".hpp", ".cpp"))


def report(path, line, text):
    problems.append(f"{path.relative_to(ROOT)}:{line}: {text}")


def check_doors(path, line, name):
    where = path.relative_to(ROOT).as_posix()
    for library, doors in DOORS.items():
        if name.startswith(library) and not any(where.startswith(door + "/") for door in doors):
            report(path, line, f"<{name}> is for {' and '.join(doors)} only")


def check_part(path):
    inside = path.relative_to(ROOT / "src").as_posix()
    part = inside.split("/")[0]
    if part not in GRAPH:
        report(path, 1, f"src/{part} is not in the graph")
        return
    more = [extra for prefix, extras in EXTRA.items() if inside.startswith(prefix + "/") for extra in extras]
    allowed = reach(part, more)
    for line, quoted, name in includes_of(path):
        target = name.split("/")[0]
        if not quoted:
            check_doors(path, line, name)
        elif not (ROOT / "src" / name).is_file():
            report(path, line, f'"{name}" is not below src/: write "part/idea.hpp"')
        elif target not in allowed:
            report(path, line, f"{part} may not include {target} (it may: {', '.join(sorted(allowed))})")


def check_public(path, root, roots):
    for line, quoted, name in includes_of(path):
        if quoted:
            report(path, line, f'a public header includes <logbeam/...>, not "{name}"')
        elif name.startswith("logbeam/"):
            if not any((ROOT / each / name).is_file() for each in roots):
                report(path, line, f"<{name}> is not in {' or '.join(roots)}")
        elif root.startswith("include/") and ("." in name or "/" in name):
            report(path, line, f"<{name}> in a public header: the standard library only")
        else:
            check_doors(path, line, name)


def check_cmake():
    for path in sorted((ROOT / "src").glob("*/CMakeLists.txt")):
        for match in LINKS.finditer(path.read_text(encoding="utf-8")):
            for target in (match[2] or "").split():
                if target not in reach(match[1]):
                    report(path, 1, f"{match[1]} may not link {target}")


def main():
    count = 0
    for path in sources("src"):
        check_part(path)
        count += 1
    for root, roots in COMPONENTS.items():
        for path in sources(root):
            check_public(path, root, roots)
            count += 1
    check_cmake()
    print("\n".join(problems) or f"{count} files keep to the graph")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
