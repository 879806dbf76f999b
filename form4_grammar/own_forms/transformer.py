"""Meaning with little code: methods named as the grammar's rules make of what was read what its user wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from form4_grammar.grammar import Grammar
from form4_grammar.model import DerivativeRow, Filing, NonDerivativeRow, cells_of
from form4_grammar.records import Record, dataclass

if TYPE_CHECKING:
    from lark import Token, Tree

_ITEMS = (
    "period_of_report",
    "date_of_original_submission",
    "not_subject_to_section16",
    "aff10b5_one",
    "no_securities_owned",
    "form3_holdings_reported",
    "form4_transactions_reported",
    "issuer",
    "remarks",
)
"""The fields of a filing that are called as their rules are."""

_PARTS = {"footnotes": "footnote", "signatures": "signature"}
"""The fields of a filing that hold what a rule reads again and again."""

_TABLES = {"non_derivative_table": "table_i", "derivative_table": "table_ii"}
_SIDES = {"A": "derivative_acquisition", "D": "derivative_disposition"}


class Transformer:
    """Makes of what was read of a page what you want: subclass it, with a method for each rule that needs one.

    A method is named as the rule is and gets what would be there without it. They are applied from the inside out, as those of
    `lark.Transformer` are, and ``page`` last: what it gives is ``parsed.value``. What they raise, `parse` raises.

    Of Forms 3, 4 and 5, cells (``transaction_shares``) get a `Cell`, rows (``non_derivative_transaction``, ``…_holding``,
    ``derivative_acquisition``, ``…_disposition``, ``…_holding``) a row of the model, ``table_i`` and ``table_ii`` all rows as a
    tuple, ``reporting_person`` and, of those below the tables, ``reporting_owner`` a `ReportingOwner`, ``relationship``,
    ``issuer``, ``footnote`` and ``signature`` theirs, other items a date, a text, true, false or None, ``page`` the `Filing`.

    Of a form of one's own they get a value, a `Cell`, a row as a `dict` (``NAME_row``), all rows of a table as a tuple, and
    ``page`` all fields. Of one that is derived from Form 3, 4 or 5 they get both.

    >>> class Loans(Transformer):
    ...     def tools_row(self, row):
    ...         return row["tool_name"].value
    >>> Loans().transform({"tools": ()})
    {'tools': ()}
    """

    def transform(self, read: Tree[Token] | Filing | Mapping[str, Any], grammar: Grammar | None = None) -> Any:
        """What the methods make of a filing, of the fields of a form of one's own, or of a page's tree.

        Of ``parsed.tree`` with ``parsed.grammar`` they make what they make of ``parsed.filing``, or of ``parsed.fields``: the
        tree is read by the code that reads the page. It is without what no page shows (the CIKs of links), and what was
        withheld from the filing, with a finding, stands as it was read. Raises `ValueError` for a tree without its grammar.
        """
        if isinstance(read, Filing):
            return self._page(self._filing(read))
        if isinstance(read, Mapping):
            return self._page({name: self._made(name, field) for name, field in read.items()})
        if grammar is None:
            raise ValueError("a tree is read with the grammar of its page, `parsed.grammar`; that of an XML has none")
        return self.transform(_of_tree(read, grammar))

    def _page(self, made: Any) -> Any:
        page = getattr(self, "page", None)
        return made if page is None else page(made)

    def _filing(self, filing: Filing) -> Filing:
        made: dict[str, Any] = {name: self._applied(name, getattr(filing, name)) for name in _ITEMS}
        for name, rule in _PARTS.items():
            made[name] = tuple(self._applied(rule, one) for one in getattr(filing, name))
        for name, rule in _TABLES.items():
            made[name] = self._applied(rule, tuple(map(self._row, getattr(filing, name))))
        owners = []
        for index, owner in enumerate(filing.reporting_owners):
            told = replace(owner, relationship=self._applied("relationship", owner.relationship))
            owners.append(self._applied("reporting_owner" if index else "reporting_person", told))
        extra = {name: self._made(name, field) for name, field in filing.extra.items()}
        return replace(filing, **made, reporting_owners=tuple(owners), extra=extra)

    def _row(self, row: NonDerivativeRow | DerivativeRow) -> Any:
        cells: dict[str, Any] = {name: self._applied(name, cell) for name, cell in cells_of(row)}
        extra = {name: self._applied(name, cell) for name, cell in row.extra.items()}
        return self._applied(rule_of(row), replace(row, **cells, extra=extra))

    def _made(self, name: str, field: Any) -> Any:
        if isinstance(field, tuple):
            field = tuple(self._applied(f"{name}_row", self._inside(one)) for one in field)
        return self._applied(name, field)

    def _inside(self, one: Any) -> Any:
        return {name: self._made(name, field) for name, field in one.items()} if isinstance(one, dict) else one

    def _applied(self, name: str, field: Any) -> Any:
        method = None if name in ("page", "transform") else getattr(self, name, None)
        return field if method is None else method(field)


def rule_of(row: NonDerivativeRow | DerivativeRow) -> str:
    """The rule of a row; of a transaction of Table II that does not say which, that of an acquisition."""
    if isinstance(row, NonDerivativeRow):
        return f"non_derivative_{row.kind}"
    side = row.transaction_acquired_disposed_code.value
    return "derivative_holding" if row.kind == "holding" else _SIDES.get(side or "A", "derivative_acquisition")


def _of_tree(tree: Tree[Token], grammar: Grammar) -> Filing | Mapping[str, Any]:
    """What the tree of a page says, by the code that reads pages."""
    from form4_grammar.own_forms import derived, fields  # noqa: PLC0415 - few ask for it, and each of these costs at the start
    from form4_grammar.transform import read_filing  # noqa: PLC0415
    from form4_grammar.transform.findings import Findings  # noqa: PLC0415
    from form4_grammar.ungrafting import document_of  # noqa: PLC0415

    document = document_of(tree, grammar)
    if not grammar.base:
        return fields.fields_of(document, Findings())
    filing = read_filing(document, Findings())
    return derived.with_added(filing, derived.read_added(document)) if grammar.added else filing


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Form(Record):
    """A form of one's own: its grammar and, where what is read is to become something else, a transformer.

    With a grammar of the package, ``Form(parsed.grammar, transformer)``, it is one of Forms 3, 4 and 5.
    """

    grammar: Grammar
    transformer: Transformer | None = None

    @property
    def name(self) -> str:
        return self.grammar.form
