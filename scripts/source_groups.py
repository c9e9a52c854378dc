#!/usr/bin/env python3
"""scripts/source_groups.py FILE…: sources that can stand in one translation unit, a group a line;
paths as they are given, absolute or from the root of the checkout.

Most of the time of a compiler, and of clang-tidy more so, goes into the headers of the standard
library; a group pays for them once. Two files can't share a unit when one gives a name of its own
(in an unnamed namespace) that the other has too, of its own or from a header, in the same namespace
or in one around it: then nobody could tell which is meant. Nor can they when a `using namespace` of
one makes a name of that namespace and a name beside it the same word.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GROUP_SIZE = 40

INCLUDED = re.compile(r'^#include "(.*)"$', re.MULTILINE)
OPENED = re.compile(r"^(?:inline )?namespace ?([\w:]*) \{$")
# The name that a line at the margin declares.
DECLARED = re.compile(r"([A-Za-z_]\w*)(?:\(|\{| =(?: |$)|;| \{| final|\[| : |$)")
USED = re.compile(r"^using namespace ([\w:]+);")
NO_DECLARATION = re.compile(r"(return|template|static_assert|namespace|using namespace|TEST_CASE)\b")


class Names:
    """Of a text: own[name] and shared[name] are the (namespace, alias) in which it is declared. An
    alias is the whole line, since one that says the same may be said twice; otherwise None.
    `used` has the pairs of a namespace and the one within it whose names are words of its own."""

    def __init__(self, text):
        self.own, self.shared, self.used = {}, {}, set()
        around = []
        for line in text.splitlines():
            opened = OPENED.match(line)
            if opened:
                around.append(opened.group(1))
            elif line.startswith("}  // namespace"):
                around.pop()
            elif USED.match(line):
                space = "::".join(each for each in around if each) + "::"
                self.used.add((space, space + USED.match(line).group(1) + "::"))
            elif re.match(r"[A-Za-z\[]", line) and not NO_DECLARATION.match(line):
                self.declare(line, around)

    def declare(self, line, around):
        match = DECLARED.search(line)
        if match:
            alias = line if line.startswith("using ") and line.endswith(";") else None
            space = "::".join(each for each in around if each) + "::"
            names = self.own if "" in around else self.shared
            names.setdefault(match.group(1), set()).add((space, alias))


SEEN = {}


def seen_by(path):
    """What a file and the headers of ours that it includes, directly or not, declare for others."""
    if path not in SEEN:
        SEEN[path] = {}
        text = (ROOT / path).read_text()
        names = dict(Names(text).shared)
        for included in INCLUDED.findall(text):
            if (ROOT / included).exists():
                merge(names, seen_by(included))
        SEEN[path] = names
    return SEEN[path]


def merge(names, more):
    for name, places in more.items():
        names[name] = names.get(name, set()) | places


def clash(own, others):
    """Whether a name of `own` would stand for, or hide, one of `others`."""
    return any(
        around.startswith(other) and not (alias and alias == other_alias)
        for name in own.keys() & others.keys()
        for around, alias in own[name]
        for other, other_alias in others[name]
    )


def spaces_of(names):
    """The types and constants of each namespace, as (name, alias): functions of one name may stand
    beside each other."""
    spaces = {}
    for name, places in names.items():
        for space, alias in places:
            if re.match(r"k?[A-Z]", name):
                spaces.setdefault(space, set()).add((name, alias))
    return spaces


class Source:
    def __init__(self, path):
        self.path = path
        names = Names((ROOT / path).read_text())
        self.own, self.used = names.own, names.used
        self.seen = seen_by(path)
        self.spaces = spaces_of(self.seen | self.own)

    def has(self, space, within=None):
        """The names in a namespace, without what only repeats a name of the one within it."""
        return {
            name
            for name, alias in self.spaces.get(space, set())
            if not (within and alias == f"using {within.removeprefix(space)}{name};")
        }

    def confuses(self, other):
        """Whether what one of them uses, and the two see, has a name twice."""
        return any(
            (self.has(space, within) | other.has(space, within)) & (self.has(within) | other.has(within))
            for space, within in self.used | other.used
        )

    def clashes(self, other):
        return (
            self.confuses(other)
            or clash(self.own, other.own)
            or clash(other.own, self.own)
            or clash(self.own, other.seen)
            or clash(other.own, self.seen)
        )


def grouped(sources):
    """Those that clash with many come first: they decide how many groups there must be."""
    clashes = {each: {other for other in sources if other is not each and each.clashes(other)} for each in sources}
    groups = []
    for source in sorted(sources, key=lambda each: (-len(clashes[each]), each.path)):
        fitting = (group for group in groups if len(group) < GROUP_SIZE and not clashes[source] & set(group))
        group = next(fitting, None)
        if group is None:
            group = []
            groups.append(group)
        group.append(source)
    return groups


def main():
    for group in grouped([Source(path) for path in sys.argv[1:]]):
        print(*(source.path for source in group))


main()
