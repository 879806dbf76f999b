"""Tags of an HTML page that are broken, and what stands beside each: a value there may be lost, or stand in another cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import TABLES, Filing, cells_of
from form4_grammar.regexes import regex
from form4_grammar.rules import traces
from form4_grammar.suspicions.texts import long_texts

_PAIRED = ("span", "td", "tr", "table", "sup", "u", "a")
"""The elements around values, which pages have many of, each with its end tag; none begins with another's name."""

_PAIRED_TAG = regex(rf"<((?:{'|'.join(_PAIRED)})|/(?:{'|'.join(_PAIRED)})>)")

_NAMES = frozenset(
    "a abbr area article aside b base big blockquote body br button caption center code col colgroup dd del details "
    "div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img "
    "input ins kbd label legend li link main map mark meta nav nobr noscript object ol optgroup option p param "
    "picture pre q s samp script section select small source span strike strong style sub summary sup svg path g "
    "table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr".split()
)
_TAG = regex(r"<(/?)((?:[A-Za-z][\w:-]*+)?)(?![!?])([^<>]*+)(>?)")
MOST_BROKEN = 20
"""More broken tags than these are how a page is written, or a page that is damaged as a whole."""

_ORDER = ("non_derivative_table", "derivative_table", "footnotes", "remarks", "signatures")
_SHORT = 40


def report_broken_tags(
    filing: Filing, places: Mapping[str, tuple[int, int]], source: str, *, is_nested: bool
) -> Iterator[Diagnostic]:
    """A finding for what stands before and behind each broken tag; `places` are those of the document.

    Where it `is_nested`, each tag has its partner.
    """
    if _is_whole(source, is_nested=is_nested):
        return
    broken, known = _broken(source), sorted(_known(filing, places))
    if not known or len(broken) > MOST_BROKEN:
        return
    told: set[str] = set()
    for at, end in broken:
        message = f"a tag is broken here: {source[at : min(end, at + _SHORT)]!r}"
        for path in (*_beside(at, known, filing), *_with_line(source[end : end + _SHORT].partition("<")[0].strip(), filing)):
            if path not in told:
                told.add(path)
                yield Diagnostic(traces.BROKEN_TAG, message, at, end, path, traces.BROKEN_TAG.fix)


def _is_whole(source: str, *, is_nested: bool) -> bool:
    """Whether each tag seems to have its sign, its quotes and its partner: the quick answer for nearly all pages."""
    if source.count('"') % 2 or source.count("<") != source.count(">"):
        return False
    if is_nested:
        return True
    counts = Counter(_PAIRED_TAG.findall(source))
    return all(counts[name] == counts[f"/{name}>"] for name in _PAIRED)


def _broken(source: str) -> list[tuple[int, int]]:
    """Where the broken tags are."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, tuple[int, int]]] = []
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if not tag[4] or tag[3].count('"') % 2 or name not in _NAMES:
            found.append(tag.span())
        if name in _NAMES and name not in _PAIRED:
            continue
        # A name that is none may be any, at the beginning of an element as at its end
        if not tag[1]:
            opened.append((name, tag.span()))
        elif name not in _NAMES:
            del opened[-1:]
        elif not any(one == name or one not in _NAMES for one, _ in opened):
            found.append(tag.span())
        else:
            while opened[-1][0] != name and opened[-1][0] in _NAMES:
                found += [opened.pop()[1], tag.span()]
            opened.pop()
        if len(found) > MOST_BROKEN:
            return found
    return sorted({*found, *(place for _, place in opened)})


def _known(filing: Filing, places: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Where the parts and the elements of a filing stand, and their paths."""
    for path, (start, end) in places.items():
        if end:
            yield start, end, path if ".relationship" not in path else f"{path.partition('.relationship')[0]}.relationship"
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            cells = [cell for _, cell in cells_of(row) if cell.start >= 0]
            if cells:
                yield min(cell.start for cell in cells), max(cell.end for cell in cells), f"{table}[{index}]"


def _beside(at: int, known: Sequence[tuple[int, int, str]], filing: Filing) -> Iterator[str]:
    """The paths of what stands before and behind a place, or around it, and of what may have stood between and is not there."""
    index = bisect_right(known, at, key=lambda one: one[0])
    around = [path for _, _, path in known[max(0, index - 1) : index + 1]]
    for path in around:
        yield _element(path)
    ranks = [_ORDER.index(part) if (part := path.partition("[")[0]) in _ORDER else -1 for path in around]
    if min(ranks, default=0) < 0:  # of the header
        lacking = (filing.issuer.foreign_trading_symbol, filing.date_of_original_submission, filing.period_of_report)
        names = ("issuer.foreign_trading_symbol", "date_of_original_submission", "period_of_report")
        yield from (name for name, value in zip(names, lacking, strict=True) if value is None)
    last = ranks[-1] if len(around) > 1 or index == 0 else len(_ORDER)
    for part in _ORDER[max(0, min(ranks, default=0)) : last + 1]:
        if not getattr(filing, part):
            yield part


def _with_line(text: str, filing: Filing) -> Iterator[str]:
    """The notes or remarks that have a line of this text: a browser puts before a table what its tags do not hold."""
    if text:
        yield from (path for path, one in long_texts(filing) if text in one.splitlines() and one != text)


def _element(path: str) -> str:
    """The owner, the note or the signature that a path is of, or the part itself."""
    head, dot, _ = path.partition(".")
    return path if ".relationship" in path or not dot else head
