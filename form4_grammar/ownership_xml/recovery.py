"""A second, forgiving way to read the elements of a damaged ownership document, used where it is not well-formed.

Start and end tags are matched with what is known of the schema: which elements there are, and which stands in which. So a tag
may be misspelt, lack a sign or be lost, and what stands behind it is read all the same. Each place that had to be mended is
a `Break`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from form4_grammar.ownership_xml.elements import LIST_ELEMENTS, OLDER, ROOT
from form4_grammar.ownership_xml.markup import DEEPEST, MOST_ELEMENTS, Element, Run
from form4_grammar.ownership_xml.nesting import CHILDREN
from form4_grammar.ownership_xml.spelling import is_one_letter_off

_NAMES = frozenset({*CHILDREN, *(name for inside in CHILDREN.values() for name in inside)})
_OF_LISTS = LIST_ELEMENTS.keys() | {name for name, inside in CHILDREN.items() if name != ROOT and inside & LIST_ELEMENTS.keys()}
"""The elements that there may be several of, and those around them."""
_LONGEST_FIRST = sorted(_NAMES, key=lambda name: (-len(name), name))
_TAG = re.compile(r"<\s{0,3}(/?)\s{0,3}([A-Za-z_][\w.:-]*)([^<>]*)(>?)")
_ID = re.compile(r"""\sid\s{0,9}=?\s{0,9}["']?\s{0,9}(?P<id>[^"'\s/<>]{0,20})["']?""")
_ATTRIBUTE = re.compile(r"""\s+[\w.:-]+(?:\s{0,9}=\s{0,9}(?:"[^"<>]*"|'[^'<>]*'|["']?[^\s"'<>/]*["']?))?""")
_PARTED = re.compile(r"\s{1,3}(\w{1,40})(?=[\s/]|\Z)(?!\s*=)")
_SIGN_WITHIN = re.compile(r"</?(\w{0,40})<(\w{0,40})([^<>]*)>")
"""A name that a blank or a sign got into."""
_CLEAN = re.compile(r"""(?:\s+[\w.:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?""")
_WITHOUT_SIGN = re.compile(
    rf"""(?:/|(?<![\w/<]))(?P<name>{"|".join(_LONGEST_FIRST)})(?P<rest>(?:\s{{1,9}}id\s?=\s?["']?F?[0-9]{{1,3}}["']?)?\s{{0,9}}/?)>"""
)
"""A tag that lost its first sign."""
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_ALIKE = 0.8
_LONGEST_NAME = 60
_LONGEST_SHOWN = 30


class Break(NamedTuple):
    """A place that had to be mended, and what is wrong there.

    ``is_of_list`` where that is a tag of a row, an owner, a note or a signature, so that there may be more or fewer of them.
    """

    message: str
    at: int
    is_of_list: bool = False


class Recovered(NamedTuple):
    """What was read. ``cut_at`` is where the document breaks off, None where its root element ends."""

    root: Element
    breaks: tuple[Break, ...]
    cut_at: int | None


class TooManyElementsError(Exception):
    """The document has more than `MOST_ELEMENTS`; its argument is where."""


def recover(source: str, text: str, start: int, end: int, replaced: Mapping[str, str]) -> Recovered:
    """The elements of the document that stands in `text` from its root's tag at `start` to `end`.

    `text` is `source` with signs in it that stand for others, which are `replaced`. Raises `TooManyElementsError`.
    """
    return _Recovery(source, text, end, replaced).read(start)


class _Recovery:
    """The reading of one document: what is open, and what had to be mended."""

    def __init__(self, source: str, text: str, end: int, replaced: Mapping[str, str]) -> None:
        self.source, self.text, self.end = source, text, end
        self.replaced = str.maketrans(dict(replaced))
        self.opened: list[Element] = []
        self.breaks: list[Break] = []
        self.number = 0
        self.meant: dict[tuple[str, ...], str | None] = {}
        """The names that were guessed, by those written, the stroke and what was open."""
        self.found: dict[str, int] = {}
        """Where texts that were looked for stand next; the end where they do not."""

    def read(self, start: int) -> Recovered:
        text = self.text
        match = _TAG.match(text, start)
        written = match[2].rpartition(":")[2] if match is not None else ""
        at = start
        if match is not None and (written.startswith(ROOT) or _likeness(written, ROOT) >= _ALIKE):
            at = match.end() if match[4] or not written.startswith(ROOT) else match.end(2) - len(written) + len(ROOT)
        if match is None or written != ROOT or not match[4]:
            self._note(f"no {ROOT} begins here", start)
        root = Element(ROOT, "", start, at)
        self.opened.append(root)
        while self.opened:
            sign = text.find("<", at, self.end)
            if sign < 0:
                break
            self._text(at, sign)
            at = self._markup(sign)
        if root.is_closed:
            return Recovered(root, tuple(self.breaks), None)
        if text[at : self.end].strip():
            self._add_broken(at, self.end)
        cut = max(at, len(text[: self.end].rstrip()))
        return Recovered(root, tuple(self.breaks), cut)

    def _markup(self, at: int) -> int:
        """Reads what begins with the sign at `at`, and returns where it ends."""
        text = self.text
        for begin, end in _ENDS.items():
            if text.startswith(begin, at):
                until = self._next(end, at)
                if until == self.end:
                    self._broken(at, at + len(begin), f"{begin} without an end")
                    return at + len(begin)
                if begin == "<![CDATA[" and self.opened:
                    self._run(at + len(begin), until, text[at + len(begin) : until])
                return until + len(end)
        match = _TAG.match(text, at)
        if (
            match is None
            and text[at : min(at + 3, self.end)].strip(" \t\r\n<") in ("", "/")
            and not text[at + 1 : self.end].strip(" \t\r\n/")
        ):
            self._add_broken(at, self.end)
            return self.end
        if match is None or match.end() > self.end:
            self._note(f"{self._shown(at)} is no tag", at)
            self._run(at, at + 1, "<")
            return at + 1
        if match.end() == self.end and not match[4]:
            self._add_broken(at, self.end)
            return self.end
        slash, written, rest, sign = match.groups()
        name = written.rpartition(":")[2]
        if name in _NAMES and sign and _CLEAN.fullmatch(rest):
            self._tag(name, slash, rest, at, match.end())
            return match.end()
        return self._mend(match, name)

    def _mend(self, match: re.Match[str], name: str) -> int:
        """Reads a tag with a fault in it, and returns where it ends."""
        slash, _, rest, sign = match.groups()
        at, end = match.span()
        parted = _PARTED.match(rest)
        with_sign = None if sign else _SIGN_WITHIN.match(self.text, at, self.end)
        if parted is not None and name + parted[1] in _NAMES:
            meant, rest = name + parted[1], rest[parted.end() :]
            end = end if sign else self._attributes(match.start(3) + parted.end(), end)
        elif with_sign is not None and with_sign[1] + with_sign[2] in _NAMES:
            meant, rest, end, sign = with_sign[1] + with_sign[2], with_sign[3], with_sign.end(), ">"
        elif name in _NAMES:
            meant, end = name, end if sign else self._attributes(match.end(2), end)
        elif not sign and (prefix := next((one for one in _LONGEST_FIRST if name.startswith(one)), None)):
            meant, end = prefix, match.start(2) + match[2].index(name) + len(prefix)
            rest = ""
        else:
            found = self._meant(name, slash)
            if found is None:
                if not sign:
                    self._note(f"{self._shown(at)} is no tag", at)
                    self._run(at, end, self.text[at:end])
                    return end
                meant = name
            else:
                meant = found
                end = end if sign else self._attributes(match.end(2), end)
        if meant in _NAMES or not _CLEAN.fullmatch(rest):
            self._note(f"{self._shown(at)} is no tag" + (f"; read as {slash}{meant}" if meant in _NAMES else ""), at, meant)
        self._tag(meant, slash, rest if sign else rest.rstrip(), at, end)
        return end

    def _attributes(self, at: int, end: int) -> int:
        """Where the attributes of a tag end that has lost its last sign."""
        while (match := _ATTRIBUTE.match(self.text, at, end)) and "=" in match[0]:
            at = match.end()
        return at

    def _meant(self, name: str, slash: str) -> str | None:
        """The name that was most likely meant, of those that may stand here first; None where none is like it."""
        if len(name) > _LONGEST_NAME:
            return None
        key = (name, slash, *(one.name for one in self.opened))
        if key not in self.meant:
            self.meant[key] = self._guess(name, slash)
        return self.meant[key]

    def _guess(self, name: str, slash: str) -> str | None:
        if slash:
            opened = [one.name for one in reversed(self.opened)]
            return next((one for one in opened if is_one_letter_off(name, one)), None) or _likest(name, opened[:2])
        allowed = [one for element in reversed(self.opened) for one in CHILDREN.get(element.name, ())]
        return (
            next((one for one in allowed if is_one_letter_off(name, one)), None)
            or next((one for one in _LONGEST_FIRST if is_one_letter_off(name, one)), None)
            or _likest(name, allowed)
        )

    def _text(self, start: int, end: int) -> None:
        """Reads the text between two signs, in which there may be tags that lost theirs."""
        shown = self.text[start:end]
        at = start
        if ">" in shown:
            for match in _WITHOUT_SIGN.finditer(self.text, start, end):
                if not self.opened:
                    return
                self._run(at, match.start(), self.text[at : match.start()])
                self._note(f"{self._shown(match.start())} has no <", match.start())
                slash = "/" if match[0].startswith("/") else ""
                self._tag(match["name"], slash, match["rest"], match.start(), match.end())
                at = match.end()
        self._run(at, end, self.text[at:end])

    def _run(self, start: int, end: int, shown: str) -> None:
        literal = self.source[start:end]
        if not self.opened or not literal.strip():
            return
        first = start + len(literal) - len(literal.lstrip())
        read = _ENTITY.sub(_character, shown) if "&" in shown else shown
        self.opened[-1].content.append(Run(read.translate(self.replaced), first, first + len(literal.strip())))

    def _tag(self, name: str, slash: str, rest: str, at: int, end: int) -> None:
        if not self.opened:
            return
        if name == ROOT and not slash:
            self.end = at  # another document
            return
        if slash:
            self._end_tag(name, at, end)
            return
        match = _ID.search(rest) if rest else None
        self._start_tag(Element(name, match["id"] if match else "", at, end), is_empty=rest.rstrip().endswith("/"))

    def _start_tag(self, element: Element, *, is_empty: bool) -> None:
        self.number += 1
        if self.number > MOST_ELEMENTS:
            raise TooManyElementsError(element.start)
        name, top = element.name, self.opened[-1]
        if name == top.name and not is_empty and self._is_end(element):
            self._note(f"{self._shown(element.start)} stands for an end tag", element.start, name)
            self._close(element.start, element.inside)
            return
        if name in _NAMES:
            self._make_room(element)
        self.opened[-1].content.append(element)
        if is_empty or len(self.opened) == DEEPEST:
            element.until, element.end = element.inside, element.inside
        else:
            self.opened.append(element)

    def _is_end(self, element: Element) -> bool:
        """Whether a tag of the element that is open already is an end tag that has lost its stroke."""
        if element.name not in CHILDREN:
            return True
        following = _TAG.search(self.text, element.inside, min(self.end, element.inside + 500))
        return following is None or following[2] not in CHILDREN[element.name]

    def _make_room(self, element: Element) -> None:
        """Closes what a known element cannot stand in, or opens what it must stand in."""
        name = element.name
        for depth in range(len(self.opened) - 1, -1, -1):
            if name in CHILDREN.get(self.opened[depth].name, ()):
                self._close_to(depth + 1, element.start)
                return
        for depth in range(len(self.opened) - 1, -1, -1):
            missing = self._missing(self.opened[depth].name, element)
            if missing:
                self._close_to(depth + 1, element.start)
                for group in missing:
                    self._note(f"no {group} begins before {name}", element.start, group)
                    around = Element(group, "", element.start, element.start)
                    self.opened[-1].content.append(around)
                    self.opened.append(around)
                return
        while len(self.opened) > 1 and self.opened[-1].name not in CHILDREN:
            self._note(f"no end of {self.opened[-1].name} before {name}", element.start - 1)
            self._close(element.start, element.start)

    def _missing(self, around: str, element: Element) -> tuple[str, ...]:
        """The elements that must be open in `around` for another one, and are not: those whose end tag comes first."""
        ways = [
            way
            for group in CHILDREN.get(around, ())
            if group not in OLDER
            for way in [(group,), *((group, inside) for inside in CHILDREN.get(group, ()))]
            if element.name in CHILDREN.get(way[-1], ())
        ]
        at = element.start
        ways = [way for way in ways if self._next(f"</{way[-1]}>", at) < self._next(f"<{way[-1]}>", at)] or (
            ways if len(ways) == 1 else []
        )
        return min(ways, key=lambda way: self._next(f"</{way[-1]}>", at), default=())

    def _end_tag(self, name: str, at: int, end: int) -> None:
        depth = next((i for i in range(len(self.opened) - 1, -1, -1) if self.opened[i].name == name), -1)
        if depth >= 0:
            self._close_to(depth + 1, at)
            self._close(at, end)
            return
        top = self.opened[-1]
        if name in CHILDREN.get(top.name, ()):
            stray = list(_trailing(top))
            if stray:
                first = stray[0].start
                del top.content[len(top.content) - len(stray) :]
                self._note(f"no {name} begins before its end", first, name)
                lost = [place for place in top.broken or () if place[0] >= first]
                top.broken = [place for place in top.broken or () if place[0] < first]
                top.content.append(Element(name, "", first, first, at, end, stray, lost))
                return
        elif name not in CHILDREN and top.name not in CHILDREN and _likeness(name, top.name) >= _ALIKE:
            self._note(f"{self._shown(at)} ends {top.name}", at)
            self._close(at, end)
            return
        self._broken(at, end, f"{self._shown(at)} ends nothing that is open", name)

    def _close_to(self, depth: int, at: int) -> None:
        """Closes what is open, down to so many elements, before `at`."""
        while len(self.opened) > depth:
            element = self.opened[-1]
            end = at
            while end > element.inside and self.text[end - 1].isspace():
                end -= 1
            self._note(f"no end of {element.name}", max(element.start, end - 1), element.name)
            self._close(end, end)

    def _close(self, until: int, end: int) -> None:
        element = self.opened.pop()
        element.until, element.end = max(until, element.inside), max(end, element.inside)

    def _next(self, wanted: str, at: int) -> int:
        """Where a text stands next."""
        found = self.found.get(wanted, -1)
        if found < at:
            found = self.text.find(wanted, at, self.end)
            found = self.found[wanted] = self.end if found < 0 else found
        return found

    def _note(self, message: str, at: int, name: str = "") -> None:
        self.breaks.append(Break(message, at, name in _OF_LISTS))

    def _broken(self, start: int, end: int, message: str, name: str = "") -> None:
        self._note(message, start, name)
        self._add_broken(start, end)

    def _add_broken(self, start: int, end: int) -> None:
        """Keeps what was not read, for the tree."""
        if self.opened:
            element = self.opened[-1]
            element.broken = element.broken or []
            element.broken.append((start, end))

    def _shown(self, at: int) -> str:
        """What stands at a place, to the end of its tag or line."""
        until = min(at + _LONGEST_SHOWN, self.end)
        ends = [end + 1 for end in (self.text.find(">", at, until),) if end >= 0]
        return repr(self.text[at : min([*ends, until])].partition("\n")[0])


def _trailing(element: Element) -> Iterator[Element | Run]:
    """The texts and strange elements that the content of an element ends with."""
    last = len(element.content)
    while last and not (isinstance(part := element.content[last - 1], Element) and part.name in CHILDREN.get(element.name, ())):
        last -= 1
    return iter(element.content[last:])


def _likest(name: str, names: list[str]) -> str | None:
    likest = max(names, key=lambda one: _likeness(name, one), default=None)
    return likest if likest is not None and _likeness(name, likest) >= _ALIKE else None


def _likeness(name: str, other: str) -> float:
    if 2 * min(len(name), len(other)) < _ALIKE * (len(name) + len(other)) or len(name) > _LONGEST_NAME:
        return 0.0
    return SequenceMatcher(None, name, other, autojunk=False).ratio()


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _ENTITIES[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16)
    return chr(code) if code < 0x110000 else match[0]
