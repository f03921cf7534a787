#!/usr/bin/env python3
"""Turns the C++ blocks of README.md and docs/*.md into files that the test build compiles, and prints their paths.

A block after ```cpp that defines `int main` is compiled as it stands. In any other block the definitions and includes
go to file scope and the statements into a function, with docs/snippets_preamble.hpp included above: it declares what a
page may take for granted (`logger`, `broker`). Two words may follow ```cpp:

    body       all of the block is statements
    fragment   the block is not compiled; the line above it must say why, as an HTML comment

Compile errors name the page and its line.
"""

import argparse
import pathlib
import re
import sys
from dataclasses import dataclass

DEFINITION_START = re.compile(
    r"(template|struct|class|enum|union|namespace|inline|constexpr|extern|LOGBEAM_[A-Z]+|TEST(_F|_P)?)\b")
STATEMENT_START = re.compile(r"(if|for|while|do|switch|try|return|auto|const auto|\{)\b|\{")


@dataclass
class Block:
    page: str
    line: int  # of the first line of code
    words: list
    code: list


def blocks_of(page, name):
    """The C++ blocks of a page; dies on a fragment that gives no reason."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found, index = [], 0
    while index < len(lines):
        fence = re.fullmatch(r"```cpp(?:\s+(.*))?", lines[index].rstrip())
        if not fence:
            index += 1
            continue
        words = (fence.group(1) or "").split()
        if unknown := set(words) - {"body", "fragment"}:
            sys.exit(f"{name}:{index + 1}: unknown word after ```cpp: {' '.join(sorted(unknown))}")
        if "fragment" in words and not (index and re.fullmatch(r"<!--.+-->", lines[index - 1].strip())):
            sys.exit(f"{name}:{index + 1}: a cpp fragment needs its reason on the line above: <!-- why -->")
        start = index + 1
        index = next((i for i in range(start, len(lines)) if lines[i].startswith("```")), None)
        if index is None:
            sys.exit(f"{name}:{start}: the block is not closed")
        found.append(Block(name, start + 1, words, lines[start:index]))
        index += 1
    return found


def chunks_of(block):
    """Splits the code at top level: (line, text) of each definition, directive or statement."""
    chunks, lines, first, depth = [], [], block.line, 0
    for number, line in enumerate(block.code, block.line):
        if not lines and not line.strip():
            continue
        if not lines:
            first = number
        lines.append(line)
        code = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])\'|//.*', "", line).rstrip()
        depth += sum(code.count(c) for c in "({[") - sum(code.count(c) for c in ")}]")
        complete = code.endswith((";", "}", ")")) or code.lstrip().startswith("#") or not code.strip()
        if depth == 0 and complete:
            chunks.append((first, "\n".join(lines)))
            lines = []
    if lines:
        chunks.append((first, "\n".join(lines)))
    return chunks


def is_definition(text):
    code = re.sub(r"//.*", "", text).strip()
    if not code or STATEMENT_START.match(code):
        return False
    return bool(DEFINITION_START.match(code)) or code.endswith("}")


def source_of(block):
    """The text of the generated file."""
    here = f'#line {{}} "{block.page}"'
    if any(re.match(r"int main\(", line) for line in block.code):
        return "\n".join([here.format(block.line), *block.code, ""])

    includes, definitions, statements = [], [], []
    for line, text in chunks_of(block):
        if text.lstrip().startswith("#"):
            target = includes
        elif "body" not in block.words and is_definition(text):
            target = definitions
        else:
            target = statements
        target += [here.format(line), text]
    function = ["void snippet();", "void snippet() {", *statements, "}"]
    return "\n".join(['#include "snippets_preamble.hpp"', *includes, *definitions, *function, ""])


def write_if_changed(path, text):
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    arguments.out.mkdir(parents=True, exist_ok=True)
    written = []
    for page in [arguments.root / "README.md", *sorted((arguments.root / "docs").glob("*.md"))]:
        if not page.exists():
            continue
        for block in blocks_of(page, str(page.relative_to(arguments.root))):
            if "fragment" in block.words:
                continue
            path = arguments.out / f"{page.stem}_line_{block.line}.cpp"
            write_if_changed(path, source_of(block))
            written.append(path)
    for stale in set(arguments.out.glob("*.cpp")) - set(written):
        stale.unlink()
    print("\n".join(map(str, written)))


if __name__ == "__main__":
    main()
