#!/usr/bin/env python3
"""scripts/tidy_groups.py FILE…: sources that can stand in one translation unit, a group a line.

clang-tidy spends most of its time on the headers of the standard library; a group pays for them
once. Two files can't share a unit when both give the same name to something of their own, or when
one gives a name of its own that a header of the other has: then nobody could tell which is meant.
"""

import pathlib
import re
import sys

GROUP_SIZE = 16

ANONYMOUS = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
INCLUDED = re.compile(r'^#include "(.*)"$', re.MULTILINE)
# What stands at the beginning of a line before the name that it declares ends.
DECLARED = re.compile(r"([A-Za-z_]\w*)(?:\(|\{| = |;| \{| final|\[| :|$)")
# Macros and the type that an enumeration is kept in: the same in every file, and no name of its own.
NO_NAMES = {"BENCHMARK", "TEST_CASE", "uint8_t"}


def declared(text):
    """The names declared by the lines of a text that are not indented."""
    lines = (line for line in text.splitlines() if line[:1].isalpha() or line[:1] == "[")
    return {name for line in lines for name in DECLARED.findall(line)} - NO_NAMES


def own_names(text):
    """The names that a file gives in its unnamed namespaces."""
    return {name for block in ANONYMOUS.findall(text) for name in declared(block)}


def header_names(text, seen):
    """The names that our headers give which a text includes, directly or not."""
    names = set()
    for name in INCLUDED.findall(text):
        path = pathlib.Path(name)
        if name in seen or not path.exists():
            continue
        seen.add(name)
        header = path.read_text()
        names |= declared(header) | header_names(header, seen)
    return names


class Group:
    def __init__(self):
        self.files, self.own, self.shared = [], set(), set()

    def takes(self, own, shared):
        full = len(self.files) >= GROUP_SIZE
        return not full and not (own & self.own or own & self.shared or shared & self.own)

    def add(self, file, own, shared):
        self.files.append(file)
        self.own |= own
        self.shared |= shared


def main():
    groups = []
    for file in sys.argv[1:]:
        text = pathlib.Path(file).read_text()
        own, shared = own_names(text), header_names(text, set())
        group = next((each for each in groups if each.takes(own, shared)), None)
        if group is None:
            group = Group()
            groups.append(group)
        group.add(file, own, shared)
    for group in groups:
        print(*group.files)


main()
