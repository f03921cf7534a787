#!/usr/bin/env python3
"""Prints how long files and functions are, and fails over 400 lines a file or 80 lines a function.

Functions are found by counting braces, after comments and literals are blanked out: good enough to see which are long.
"""

import pathlib
import re
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
AREAS = {
    "library": ["include", "src", "sinks"],
    "tests": ["tests"],
    "bench, examples": ["bench", "examples"],
    "tools": ["tools", "cmake"],
}
SUFFIXES = {".cpp", ".hpp", ".py", ".sh", ".cmake"}
FILE_LIMIT, FUNCTION_LIMIT, FUNCTION_NOTICE = 400, 80, 50

NOT_CODE = re.compile(
    r'R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)
TYPE = re.compile(r"\b(?:class|struct|union|enum)\b[^()=]*$")
FUNCTION = re.compile(
    r"\)\s*(?:const|noexcept(?:\s*\(.*\))?|override|final|mutable|try|&&?|->.*|:.*|requires.*|\s)*$", re.DOTALL)
ASSIGNMENT = re.compile(r"operator\s*\S+|[=!<>]=|<.*?>|\(.*\)", re.DOTALL)  # what may hold a "=" that is none
ACCESS = re.compile(r"\b(?:public|private|protected)\s*$")
MEMBER_INITIALIZER = re.compile(r"\)\s*(?:noexcept\s*)?:\s.*[\w>]\s*$", re.DOTALL)


def blank(match):
    """White space of the same shape."""
    return re.sub(r"[^\n]", " ", match[0])


def kind_of(header):
    """What the brace after this text opens."""
    if re.search(r"\bnamespace\b|\bextern\s*$", header):
        return "namespace"
    if MEMBER_INITIALIZER.search(header):
        return "initializer"
    if FUNCTION.search(header) and "=" not in ASSIGNMENT.sub("", header):
        return "function"
    if TYPE.search(header):
        return "type"
    return "other"


def functions_of(text):
    """(line, lines) of every function: from its first line to its closing brace."""
    text = re.sub(r"(?<=\d)'(?=\d)", "_", text)  # a digit separator begins no character literal
    text = DIRECTIVE.sub(blank, NOT_CODE.sub(blank, text))
    found, stack, header_start = [], [], 0
    for position, char in enumerate(text):
        if char == "{":
            inside_code = any(kind in ("function", "other") for kind, _ in stack)
            kind = "other" if inside_code else kind_of(text[header_start:position])
            stack.append((kind, header_start))
            if kind != "initializer":
                header_start = position + 1
        elif char == "}" and stack:
            kind, start = stack.pop()
            if kind == "function":
                first = start + len(text[start:position]) - len(text[start:position].lstrip())
                found.append((text.count("\n", 0, first) + 1, text.count("\n", first, position) + 1))
            if kind != "initializer":
                header_start = position + 1
        elif char == ";" or (char == ":" and ACCESS.search(text[header_start:position])):
            header_start = position + 1
    return found


def main():
    failures, notices = [], []
    print(f"{'':17}{'files':>6}{'median':>8}{'longest':>9}{'functions':>11}{'median':>8}{'longest':>9}")
    for area, folders in AREAS.items():
        files, functions = [], []
        for path in sorted(p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in SUFFIXES):
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(ROOT)
            files.append(text.count("\n"))
            if files[-1] > FILE_LIMIT:
                failures.append(f"{name}: {files[-1]} lines; a file holds one idea in at most {FILE_LIMIT}")
            for line, lines in functions_of(text) if path.suffix in (".cpp", ".hpp") else []:
                functions.append(lines)
                if lines > FUNCTION_NOTICE:
                    worse = failures if lines > FUNCTION_LIMIT else notices
                    worse.append(f"{name}:{line}: a function of {lines} lines")
        row = [len(files), statistics.median(files or [0]), max(files, default=0)]
        row += [len(functions), statistics.median(functions or [0]), max(functions, default=0)]
        print(f"{area:17}{row[0]:>6}{row[1]:>8.0f}{row[2]:>9}{row[3]:>11}{row[4]:>8.0f}{row[5]:>9}")
    if notices:
        print("\nlong, " + "\nlong, ".join(notices))
    if failures:
        print("\ntoo long: " + "\ntoo long: ".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
