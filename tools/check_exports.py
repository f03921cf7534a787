#!/usr/bin/env python3
"""check_exports.py LIST ARCHIVE: fails on a symbol that the archive shows to the linker and the list does not name.

The list has a name per line, as `logbeam::Broker`: it stands for itself and everything in it; `#` begins a comment. A
name that nothing in the archive has is an error too, so that the list stays true. What the compiler makes for its own
use (`DW.ref.`, `__clang_call_terminate`) belongs to nobody.
"""

import pathlib
import re
import subprocess
import sys

# What nm --demangle puts in front of a name: kinds of symbols, and the return types of templates.
KIND = re.compile(r"^(?:typeinfo name for|typeinfo for|vtable for|VTT for|guard variable for|(?:non-)?virtual thunk to|"
                  r"TLS (?:init|wrapper) function for|reference temporary #\d+ for) ")


def symbols_of(archive):
    nm = subprocess.run(["nm", "--demangle", "--defined-only", "--extern-only", "--format=posix", archive],
                        check=True, capture_output=True, text=True)
    for line in nm.stdout.splitlines():
        symbol = re.fullmatch(r"(.+) [A-Za-z](?: [0-9a-f]+){1,2} ?", line)
        if symbol and not symbol[1].startswith(("DW.ref.", "__clang_")):
            yield symbol[1]


def without_arguments(text):
    """The text without what stands in <> and (), so that only names and a return type are left."""
    kept, depth = [], 0
    text = re.sub(r"\(anonymous namespace\)", "", text)
    text = re.sub(r"operator(?:<=>|<<=?|>>=?|->\*?|[<>]=?|\(\))", "operator", text)
    for char in text:
        depth -= char in ">)"
        if depth == 0 and char not in ">)":
            kept.append(char)
        depth += char in "<("
        if depth == 1 and char in "<(":
            kept.pop()
    return "".join(kept)


def name_of(symbol):
    """The qualified name of what the symbol is, or belongs to."""
    bare = without_arguments(KIND.sub("", symbol))
    bare = re.sub(r"\[abi:\w+\]|\bconst\b|[&*]", "", bare).strip()
    bare = re.sub(r"operator (?:new|delete|bool|\"\" ).*", "operator", bare)
    return bare.split(" ")[-1]


def is_in(name, scope):
    return name == scope or name.startswith(scope + "::")


def main():
    listed, archive = sys.argv[1:]
    lines = pathlib.Path(listed).read_text(encoding="utf-8").splitlines()
    scopes = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    used, strangers = set(), set()
    for symbol in symbols_of(archive):
        found = [scope for scope in scopes if is_in(name_of(symbol), scope)]
        used.update(found)
        if not found:
            strangers.add(symbol)
    for symbol in sorted(strangers):
        print(f"{archive} shows {symbol}, which {listed} does not name")
    for scope in sorted(set(scopes) - used):
        print(f"{listed} names {scope}, which {archive} does not show")
    return 1 if strangers or used != set(scopes) else 0


if __name__ == "__main__":
    sys.exit(main())
