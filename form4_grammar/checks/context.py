"""What a check sees of a page: the filing, where its fields stand, and what reading it has found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from form4_grammar.checks import facts
from form4_grammar.checks.rows import Row, Walk, row_of, rows_of, walked
from form4_grammar.diagnostics import Label, codes_of
from form4_grammar.model import PARTS, Cell, Filing
from form4_grammar.reading import Parsed
from form4_grammar.records import Record, dataclass
from form4_grammar.regexes import regex
from form4_grammar.rules import cells, grid, layout, xml

_FAULTY_TABLE = codes_of(
    layout.TABLE_TITLE,
    grid.TABLE_I_COLUMNS,
    grid.TABLE_II_COLUMNS,
    grid.HEADING_GROUPS,
    grid.COLUMN_SEQUENCE,
    layout.CUT_OFF,
)
_OF_LOSS = codes_of(xml.NOT_WELL_FORMED, layout.CUT_OFF, layout.EXPLANATION_HEADING)
_FAULTY = _FAULTY_TABLE | codes_of(grid.CELL_COUNT, cells.HALF_TRANSACTION)
"""What is found of the layout of a table or a row whose values no check can judge then."""

_LONGEST_NOTE = 20_000
"""Characters of a note that the checks look at: the schema takes a thousand, and a note may be that of thousands of rows."""

_DATES = ("period_of_report", "date_of_original_submission")
_T = TypeVar("_T")
_ROW = regex(r"(\w+_table)\[(\d+)\](?:\.(?:extra\.)?(\w+))?")
_OWN = regex(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")

Numbers = Mapping[tuple[str, str], int | Decimal]
"""Numbers of rules, by the codes of these and the names of their settings."""

NUMBERS: dict[tuple[str, str], int | Decimal] = {}
"""What the numbers of all rules are unless a project sets them; filled as the rules are declared."""

_TABLE_LOST = frozenset({"N002", "N040", "N007", "T002", "T004", "D005", "X005", "X020"})
_SILENT_WITHOUT: Mapping[str, frozenset[str]] = {
    "non_derivative_table": _TABLE_LOST,
    "derivative_table": _TABLE_LOST,
    "footnotes": frozenset({"N001", "N002", "N040", "N005", "N010", "N012", "N015", "N019", "C008", "C009", "D008", "H027"}),
    "remarks": frozenset({"N010", "N015", "C008", "C009", "D008", "H027"}),
    "reporting_owners": frozenset({"H001", "H011", "H018", "H019", "H022", "H023", "S005", "X016"}),
    "issuer": frozenset({"H008", "H022"}),
    "period_of_report": frozenset({"H026", "D005"}),
    "signatures": frozenset({"H023"}),
}
"""The rules that would only echo that a part of the filing was not read, or not to its end."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Finding(Record):
    """What a check yields: a place, in words and as a path, and what is the matter there."""

    path: str | None
    message: str
    span: tuple[int, int] | None = None
    help: str = ""
    labels: tuple[Label, ...] = ()


class _Kept(Generic[_T]):
    """A `cached_property` without the lock that it has before Python 3.12, which costs what a check does."""

    def __init__(self, work_out: Callable[[Any], _T]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    def __get__(self, instance: Any, _: type) -> _T:
        found = instance.__dict__[self._name] = self._work_out(instance)
        return found


@dataclass(frozen=True, eq=False, repr=False)
class Context:
    """A page that was read, as checks see it."""

    parsed: Parsed
    numbers: Numbers = field(default_factory=dict)

    def number(self, code: str, name: str) -> int | Decimal:
        """What a setting of a rule is: what the project says, else what the rule does."""
        found = self.numbers.get((code, name))
        return NUMBERS[code, name] if found is None else found

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of a form of one's own; of one that is derived from Form 3, 4 or 5, what it adds; of others, nothing."""
        if self.parsed.filing is None:
            return self.parsed.fields or {}
        return self.parsed.filing.extra

    @_Kept
    def filing(self) -> Filing:
        assert self.parsed.filing is not None
        return self.parsed.filing

    @_Kept
    def form(self) -> str:
        """``"3"``, ``"4"`` or ``"5"``; the name of a form of one's own that is derived from none of them."""
        return self.filing.form_type[:1] if self.parsed.filing is not None else self.parsed.form or ""

    @_Kept
    def text(self) -> str:
        return self.parsed.source.text

    @_Kept
    def found(self) -> frozenset[tuple[str, str | None]]:
        """Codes and paths of what reading the page has found."""
        return frozenset([(one.code, one.path) for one in self.parsed.diagnostics])

    @_Kept
    def codes(self) -> frozenset[str]:
        """The codes of what reading the page has found. XML that breaks off lacks what a page lacks that is cut off."""
        codes = frozenset([one.code for one in self.parsed.diagnostics])
        return codes | {layout.CUT_OFF.code} if xml.NOT_WELL_FORMED.code in codes else codes

    @_Kept
    def lost(self) -> frozenset[str]:
        """The parts of the filing (`model.PARTS`) that were not read, or of which the page has only the beginning."""
        if not self.parsed.unread and self.codes.isdisjoint(_OF_LOSS):  # as on nearly all pages
            return frozenset()
        if (xml.NOT_WELL_FORMED.code, None) in self.found:  # where XML breaks off, any part may have been
            return frozenset(PARTS)
        cut = {path for code, path in self.found if code == layout.CUT_OFF.code and path in PARTS}
        # Blank items are judged by rules of their own
        blank = {(path or "").split(".")[0] for code, path in self.found if code == layout.BLANK_ITEM.code}
        notes = ["footnotes"] if layout.EXPLANATION_HEADING.code in self.codes else []
        return frozenset(cut.union(set(self.parsed.unread) - blank, notes))

    @_Kept
    def silent(self) -> frozenset[str]:
        """The rules that have nothing of their own to say, since a part was lost that they ask for."""
        return frozenset().union(*[_SILENT_WITHOUT.get(part, ()) for part in self.lost]) if self.lost else self.lost

    @_Kept
    def rows(self) -> tuple[Row, ...]:
        """The rows that checks may judge: those of tables and rows whose layout was found faulty are left out."""
        if self.codes.isdisjoint(_FAULTY):  # as on nearly all pages
            return self.all_rows
        faulty = {path for code, path in self.found if code in _FAULTY and path}
        if not faulty:
            return self.all_rows
        return tuple(row for row in self.all_rows if row.table not in faulty and row.path not in faulty)

    @_Kept
    def all_rows(self) -> tuple[Row, ...]:
        """All rows, those of faulty layout included."""
        return rows_of(self.filing)

    @_Kept
    def walk(self) -> Walk:
        """What a walk over the rows finds: cells that refer to notes; and numbers and dates, of `rows` alone."""
        return walked(self.all_rows, None if self.rows is self.all_rows else {row.path for row in self.rows})

    @_Kept
    def there(self) -> set[str | None]:
        """Of what checks may need (`facts.NEEDS`), what the page has or tells."""
        if self.parsed.filing is None:
            return set()
        filing, walk = self.filing, self.walk
        # On Form 3 the columns, and with them the references, stand in another order than in the XML
        referred = walk.referred if self.form != "3" or not filing.derivative_table else None
        there = (
            walk.there
            | facts.of_filing(filing, self.parsed.dialect != "xml")
            | facts.of_notes(filing, self.all_notes, referred)
        )
        there.add(self.parsed.dialect)
        period, signed, places, text = filing.period_of_report, self.signed, self.parsed.places, self.text
        dates = [row.data.transaction_date.value for row in self.transactions]
        if not facts.are_in_step(period, dates, signed):
            there.add("dates_out_of_step")
        if period is not None and signed is not None and (signed - period).days > self.number("D006", "days"):
            there.add("perhaps_late")
        if period is not None and walk.first_end is not None and walk.first_end < period:
            there.add("expired")
        for path in (*_DATES, *[f"signatures[{number}].date" for number in range(len(filing.signatures))]):
            if path in places and text[places[path][0] + 5 : places[path][0] + 6] != "/":
                there.add("short_date")
        if self.parsed.submission is not None:
            there.add("submission")
        return there

    @_Kept
    def noted(self) -> set[str]:
        """The paths of the rows that refer to notes."""
        return {row.path for row, _, _ in self.walk.referring}

    @_Kept
    def transactions(self) -> tuple[Row, ...]:
        """The rows that are transactions."""
        return tuple([row for row in self.rows if row.is_transaction])

    @_Kept
    def notes(self) -> dict[int, str]:
        """The text of each footnote by its number, as much of it as is judged for each row that refers to it."""
        return {note.number: note.text[:_LONGEST_NOTE] for note in self.filing.footnotes}

    def notes_of(self, cell: Cell[Any]) -> str:
        """The text of the notes that a cell refers to."""
        return " ".join(self.notes.get(number, "") for number in cell.footnotes)

    @_Kept
    def all_notes(self) -> str:
        """The text of all notes and of the remarks."""
        return " ".join([*self.notes.values(), self.filing.remarks or ""])

    @_Kept
    def signed(self) -> date | None:
        """The latest date of a signature: the filing was not made before it."""
        return max((one.date for one in self.filing.signatures if one.date), default=None)

    @_Kept
    def signed_path(self) -> str:
        """The path of the signature's date that `signed` is; only for pages that have one."""
        dates = [one.date for one in self.filing.signatures]
        return f"signatures[{dates.index(self.signed)}].date"

    @_Kept
    def filed(self) -> tuple[date, str] | None:
        """The day on which EDGAR took the submission, and its path; None where the document does not tell it."""
        submission = self.parsed.submission
        day = submission.filed_as_of_date if submission is not None else None
        return (day, "submission.filed_as_of_date") if day is not None else None

    def says(self, pattern: str) -> re.Match[str] | None:
        """The first place in notes and remarks that matches, in any case."""
        return re.search(pattern, self.all_notes, re.IGNORECASE)

    def span(self, path: str | None) -> tuple[int, int]:
        """Where a field stands on the page; (0, 0) where it does not."""
        if path is None:
            return 0, 0
        if self.parsed.filing is None:
            return self._span_of_field(path)
        match = _ROW.fullmatch(path)
        if match is None:
            return self.parsed.place(path) or (0, 0)
        row = row_of(match[1], int(match[2]), getattr(self.filing, match[1])[int(match[2])])
        cells = [cell for name, cell in row.cells() if cell.start >= 0 and match[3] in (None, name)]
        filled = [cell for cell in cells if cell.raw] or cells
        if not filled:
            return self.span(f"{match[1]}[{match[2]}]") if match[3] else (0, 0)
        return min(cell.start for cell in filled), max(cell.end for cell in filled)

    def _span_of_field(self, path: str) -> tuple[int, int]:
        """Where a field of a form of one's own stands."""
        match = _OWN.fullmatch(path)
        found: Any = self.fields.get(match[1]) if match is not None else None
        if match is not None and match[2] is not None and isinstance(found, tuple) and int(match[2]) < len(found):
            found = found[int(match[2])]
            found = found.get(match[3]) if match[3] is not None and isinstance(found, Mapping) else found
        cells = found.values() if isinstance(found, Mapping) else [found]
        places = [cell.place for cell in cells if isinstance(cell, Cell) and cell.place is not None and cell.raw]
        if not places:
            return self.parsed.place(path) or (0, 0)
        return min(start for start, _ in places), max(end for _, end in places)

    def label(self, path: str, message: str) -> Label:
        """A second place that a finding speaks of."""
        return Label(*self.span(path), message, path)


def cik_number(cik: str | None) -> str:
    """A CIK without the zeros before it; empty where there is none."""
    return (cik or "").strip().lstrip("0")


def first(rows: Sequence[Row], name: str, value: object) -> Row | None:
    """The first row whose cell of that name has that value."""
    return next((row for row in rows if row.value(name) == value), None)


def once(function: Callable[[Context], _T]) -> Callable[[Context], _T]:
    """Lets a function of a page be worked out once for each page, however many checks ask for it."""
    return lru_cache(maxsize=1)(function)  # of the page that is checked; no page is equal to another
