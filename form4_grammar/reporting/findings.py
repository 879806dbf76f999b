"""The findings of a document, each with the values that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.documents.source import Source
from form4_grammar.formats.rule_reference import LOCI, prose
from form4_grammar.reporting.values import Values


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its number in the report, its first and last line, and the keys of the values that it is about.

    ``spans`` are its places in the document. It ``is_doubt`` where it was reading that reported it.
    """

    number: int
    found: Diagnostic
    first: int
    last: int
    keys: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    is_doubt: bool

    @property
    def severity(self) -> str:
        return self.found.severity.value

    @property
    def locus(self) -> str:
        """Whose fault it is, in words."""
        return LOCI[self.found.locus]

    @property
    def prose(self) -> tuple[tuple[str, str], ...]:
        """What is said of its rule, each with its title."""
        return tuple(prose(self.found.rule))

    @property
    def is_of_all(self) -> bool:
        """Whether it is about the document as a whole, and has no place there."""
        return self.found.path is None and self.found.start == self.found.end == 0

    @property
    def is_long(self) -> bool:
        """Whether it goes over so many lines that these, and not their texts, show it."""
        return self.last - self.first >= _LONG


_LONG = 3


def findings_of(
    found: Sequence[Diagnostic], doubts: Collection[Diagnostic], values: Values, shown: Collection[str], source: Source
) -> tuple[Finding, ...]:
    """The findings in their order. `doubts` are those of reading, `shown` the paths of the values that the form has."""
    read = {id(one) for one in doubts}
    return tuple(_finding(number, one, values, shown, source, is_doubt=id(one) in read) for number, one in enumerate(found, 1))


def _finding(
    number: int, found: Diagnostic, values: Values, shown: Collection[str], source: Source, *, is_doubt: bool
) -> Finding:
    paths = [path for path in (found.path, *(label.path for label in found.labels)) if path is not None]
    keys = dict.fromkeys(values[near].key for path in paths for near in _shown(path, shown))
    spans = dict.fromkeys([(found.start, found.end), *((label.start, label.end) for label in found.labels)])
    first = source.position(found.start).line
    last = source.position(max(found.end - 1, found.start)).line
    return Finding(number, found, first, last, tuple(keys), tuple(spans), is_doubt)


def _shown(path: str, shown: Collection[str]) -> list[str]:
    """What the form shows of a path: the nearest, or else what it is made of."""
    near = nearest(path, shown)
    return [near] if near is not None else [one for one in shown if one.startswith((f"{path}.", f"{path}["))]


def nearest(path: str, shown: Collection[str]) -> str | None:
    """The path, or the nearest of what it is part of, that the form shows."""
    while path and path not in shown:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path or None


def by_value(findings: Iterable[Finding]) -> Mapping[int, tuple[Finding, ...]]:
    """The findings about each value, by its key."""
    about: dict[int, list[Finding]] = {}
    for one in findings:
        for key in one.keys:
            about.setdefault(key, []).append(one)
    return {key: tuple(found) for key, found in about.items()}
