"""Findings as data: what departs from the form, where, and by which rule.

A document never raises an error for what it holds; it gets a `Diagnostic`.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from form4_grammar.documents.source import Position, Source
from form4_grammar.records import Record, dataclass


class Severity(StrEnum):
    """How bad a finding is: EDGAR would have refused it, an instruction is breached, or good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 0 for information."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


class Locus(StrEnum):
    """Whose fault a finding is. EDGAR prints the page itself, so a missing column can only be the copy's."""

    FILING = "filing"
    RENDERING = "rendering"
    EITHER = "either"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Setting(Record):
    """A number of a rule that a project may set: its name, what it is unless that is done, and what it counts, in words.

    It is whole where ``value`` is, and ``most`` is the largest that it may be.
    """

    name: str
    value: int | Decimal
    what: str
    most: int = 3660


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rule(Record):
    """What a finding of one code means; `form4_grammar.rules` has them all.

    ``what`` says when it fires, ``why`` why it matters, ``fix`` what to do, ``source`` where the fact comes from, and
    ``limits`` what it does not see. ``good`` is a piece of the conforming page of the first of ``forms``
    (`form4_grammar.rules.example`), and ``bad`` the same piece with the fault. ``settings`` are numbers that a project may set.
    """

    code: str
    name: str
    severity: Severity
    locus: Locus
    what: str
    why: str
    fix: str
    source: str
    good: str = ""
    bad: str = ""
    forms: tuple[str, ...] = ("4", "3", "5")
    limits: str = ""
    settings: tuple[Setting, ...] = ()

    def __repr__(self) -> str:
        """Its code and its name; `form4_grammar.catalogue` has the prose."""
        return f"<Rule {self.code} {self.name}>"

    @property
    def family(self) -> str:
        """The letter of the code; a rule of one's own may have several."""
        return self.code.rstrip("0123456789")


def codes_of(*rules: Rule) -> frozenset[str]:
    """The codes of rules."""
    return frozenset(rule.code for rule in rules)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Label(Record):
    """A second place that a finding speaks of. ``path`` is its place in the filing's JSON, or None."""

    start: int
    end: int
    message: str
    path: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Diagnostic(Record):
    """A finding.

    ``start`` and ``end`` (exclusive) are offsets into the document. ``path`` is the place in the filing's JSON that it is
    about, e.g. ``non_derivative_table[0].transaction_code``, or None. ``raw`` is the text of a field, a row or a note that
    could not be read, where the filing has no cell to keep it. ``source`` is the document, once it is known.
    """

    rule: Rule
    message: str
    start: int
    end: int
    path: str | None = None
    help: str = ""
    labels: tuple[Label, ...] = field(default=())
    raw: str = ""
    source: Source | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        """The finding in one line: place, severity, code, message."""
        place = f"{self.line}:{self.column}: " if self.source is not None else ""
        return f"{place}{self.severity.value}[{self.code}] {self.message}"

    def of(self, source: Source) -> Diagnostic:
        """This finding as one of a document."""
        if self.source is source:
            return self
        return Diagnostic(self.rule, self.message, self.start, self.end, self.path, self.help, self.labels, self.raw, source)

    @property
    def code(self) -> str:
        """What the rule is called: a letter for its family, and three digits."""
        return self.rule.code

    @property
    def name(self) -> str:
        """What the rule is called in words, such as ``shifted-row``."""
        return self.rule.name

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.rule.severity

    @property
    def locus(self) -> Locus:
        """Whose fault it can be: the filer's, the copy's, or either's."""
        return self.rule.locus

    @property
    def citation(self) -> str:
        """Where the fact comes from."""
        return self.rule.source

    @property
    def line(self) -> int:
        """The line that it begins in, from 1. Raises `ValueError` for a finding that is of no document yet."""
        return self._position.line

    @property
    def column(self) -> int:
        """The column that it begins in, from 1. Raises `ValueError` for a finding that is of no document yet."""
        return self._position.column

    @property
    def _position(self) -> Position:
        if self.source is None:
            raise ValueError("a finding has a line and a column only in a document")
        return self.source.position(self.start)


class Diagnostics(tuple[Diagnostic, ...]):
    """Findings, in a tuple that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """What a notebook shows of the findings."""
        from form4_grammar import notebook  # noqa: PLC0415 - asked for by notebooks only

        return notebook.findings(self)


def of_the_document(rule: Rule, message: str) -> Diagnostic:
    """A finding about a document as a whole, with what its rule says to do."""
    return Diagnostic(rule, message, 0, 0, help=rule.fix)
