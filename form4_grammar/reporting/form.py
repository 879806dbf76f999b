"""A filing as the form that the SEC prints: drawn by walking the grammar, every answer of which is the path of a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.model import BOXES, EITHER, Cell, DerivativeRow, Filing, NonDerivativeRow
from form4_grammar.own_forms.names import added_groups, leaves
from form4_grammar.render.fitting import grammar_of, is_since_2026, row_rule
from form4_grammar.render.writing import Answers, pieces_of
from form4_grammar.reporting.blocks import Block, Grid, Line, Lines, Notes, Place, Row, Run, Table
from form4_grammar.reporting.drawing import DERIVED, captions_of, items_in_grid, lines_of, look_of
from form4_grammar.reporting.own import group_of, item_lines
from form4_grammar.reporting.values import State, Values

_HEADING, _EXTRA = "form_type", "extra."


def form_of(filing: Filing, values: Values, own: Grammar | None = None) -> tuple[Block, ...]:
    """The form, filled in with `values`; `own` is the grammar of a form that is derived from it.

    Raises `ValueError` for a form type that is not that of a Form 3, 4 or 5.
    """
    derived = tuple(_blocks(filing, own, values)) if own is not None and own.added else ()
    return derived or tuple(_blocks(filing, grammar_of(filing), values))


def _blocks(filing: Filing, grammar: Grammar, values: Values) -> Iterator[Block]:
    """The parts of the page one after the other; lines of one part stand together."""
    name, lines = "", list[Line]()
    extra = {path.removeprefix(_EXTRA): value for path, value in values.items() if path.startswith(_EXTRA)}
    added = {one.rule: one for one in added_groups(grammar) if one.kind in ("fields", "blocks") and one.rule != "header"}
    for piece in pieces_of(grammar, "page", {**_page(filing), **{rule: ["x"] for rule in added}}) or ():
        block = _block(piece.name, filing, grammar, values, extra)
        if piece.name in added:
            block = tuple(group_of(grammar, added[piece.name], extra))
        part = piece.parent if piece.parent != "page" else piece.name
        if lines and (block is not None or part != name):
            yield Lines(name, tuple(lines))
            lines = []
        if block is not None:
            yield from block
            continue
        name = part
        if piece.name == "FORM_HEADING":
            lines.append((Run("FORM "), Run(value=values.get(_HEADING))))
        elif piece.parent == "no_securities_owned":
            lines.append((Run(value=values[piece.parent], is_box=True), Run(piece.text)))
        elif piece.name in _ANSWERED:
            lines += lines_of(grammar, piece.name + LAYOUT, {"check_box": [piece.name]}, values)
        elif piece.name not in _TITLES.values() and not piece.name.endswith("_heading") and piece.name != "footnote":
            lines.append((Run(piece.text),))
    if lines:
        yield Lines(name, tuple(lines))


_WHOLE = {
    "reporting_person": "reporting_owners[0]",
    "relationship": "reporting_owners[0].relationship",
    "issuer": "issuer",
}
"""What the fields in an item are fields of."""

_ANSWERED = (
    "not_subject_to_section16", "aff10b5_one", "form3_holdings_reported", "form4_transactions_reported",
)  # fmt: skip
"""The rules of the page that are a box with its text, named as the fields."""

_TITLES = {
    "non_derivative_table": "TABLE_I_TITLE",
    "derivative_table": "TABLE_II_TITLE",
    "footnotes": "EXPLANATION_OF_RESPONSES",
}


def _page(filing: Filing) -> Answers:
    """The answers of the page: for what is drawn further, any text."""
    return {
        "sec_heading": [{"FORM_HEADING": ["form_type"]}],
        **{name: ["x"] for name in _ANSWERED if getattr(filing, name) is not None or name == _ANSWERED[0]},
        "header": ["x"],
        "table_i": [{"table_i_row": ["x"]}],
        "table_ii": [{"table_ii_row": ["x"]}],
        "reporting_owner": ["x"] if len(filing.reporting_owners) > 1 else [],
        "explanation_of_responses": [
            {"no_securities_owned": [{}] if filing.no_securities_owned else [], "footnote": ["x"]},
        ],
        "remarks": ["x"],
        "signatures": [{"signature": ["x"]}],
        "reminders": [{"form_number": [{}] if is_since_2026(filing) else []}],
    }


def _block(name: str, filing: Filing, grammar: Grammar, values: Values, extra: Values) -> tuple[Block, ...] | None:
    """What a part of the page becomes, where it is more than lines."""
    match name:
        case "header":
            return (_header(filing, grammar, values, extra),)
        case "table_i_row":
            return (_table(filing, "table_i", "non_derivative_table", grammar, values),)
        case "table_ii_row":
            return (_table(filing, "table_ii", "derivative_table", grammar, values),)
        case "reporting_owner":
            return tuple(
                Lines(
                    name,
                    lines_of(grammar, "reporting_person", _person(index, since_2026=is_since_2026(filing)), values),
                    values.get(f"reporting_owners[{index}]"),
                )
                for index in range(1, len(filing.reporting_owners))
            )
        case "footnote":
            title = grammar.terminals[_TITLES["footnotes"]].text
            notes = dict.fromkeys((f"{note.number}.", values[f"footnotes[{note.number}]"]) for note in filing.footnotes)
            return (Notes(name, title, values.get("footnotes"), tuple(notes)),)
        case "remarks":
            return (Lines(name, ((Run(grammar.caption(name + LAYOUT) or ""),), (Run(value=values["remarks"]),))),)
        case "signature":
            return (_signatures(filing, grammar, values),)
        case _:
            return None


def _signatures(filing: Filing, grammar: Grammar, values: Values) -> Lines:
    paths = [f"signatures[{index}]" for index in range(len(filing.signatures))]
    answers = [{"signature_name": [f"{path}.name"], "SIGNATURE_DATE": [f"{path}.date"]} for path in paths]
    lines = [line for one in answers for line in lines_of(grammar, "signature" + LAYOUT, one, values)]
    if not lines and values["signatures"].state is State.UNREAD:
        lines.append((Run(value=values["signatures"]),))
    return Lines("signature", tuple(lines))


def _header(filing: Filing, grammar: Grammar, values: Values, extra: Values) -> Grid:
    since_2026 = is_since_2026(filing)
    yes, no = DERIVED
    owners = len(filing.reporting_owners)
    one, several = yes if owners == 1 else no, yes if owners > 1 else no
    items: Answers = {
        "reporting_person": [_person(0, since_2026=since_2026)],
        "issuer": [{"issuer_name": ["issuer.name"], "issuer_trading_symbol": ["issuer.trading_symbol"]}],
        "relationship": [_relationship()],
        "period_of_report": [{"DATE": ["period_of_report"]}],
        "date_of_original_submission": [{"DATE": ["date_of_original_submission"]}],
        "foreign_trading_symbol": [{"issuer_foreign_trading_symbol": ["issuer.foreign_trading_symbol"]}],
        "individual_or_joint_group_filing": [
            {"one_reporting_person": [{"check_box": [one]}], "more_than_one_reporting_person": [{"check_box": [several]}]}
        ],
    }
    layout = "header" + LAYOUT
    alternative = min(int(since_2026), len(grammar.rules[layout]) - 1)
    own = {name: tuple(item_lines(grammar, name, extra)) for name in grammar.cells(layout) if _has_any(grammar, name, extra)}
    grid = items_in_grid(grammar, layout, alternative, items, values, own)
    return Grid(
        "header", tuple(tuple(replace(one, itself=values.get(_WHOLE.get(one.name, ""))) for one in row) for row in grid)
    )


def _has_any(grammar: Grammar, rule: str, extra: Values) -> bool:
    """Whether an item is one that only a derived form has."""
    return rule in grammar.rules and any(name in extra for name in leaves(grammar, rule, rule))


def _person(index: int, *, since_2026: bool) -> Answers:
    owner = f"reporting_owners[{index}]"
    found: Answers = {
        "rpt_owner_name": [f"{owner}.name"],
        "rpt_owner_street": [f"{owner}.address.street1", f"{owner}.address.street2"],
        "rpt_owner_city": [f"{owner}.address.city"],
        "rpt_owner_state": [f"{owner}.address.state"],
        "rpt_owner_zip_code": [f"{owner}.address.zip_code"],
    }
    return {**found, "rpt_owner_country": [f"{owner}.address.country"]} if since_2026 else found


def _relationship() -> Answers:
    path = "reporting_owners[0].relationship"
    boxes: Answers = {name: [{"check_box": [f"{path}.{name}"]}] for name in BOXES}
    return {**boxes, "officer_title": [f"{path}.officer_title"], "other_text": [f"{path}.other_text"]}


def _table(filing: Filing, name: str, field: str, grammar: Grammar, values: Values) -> Table:
    captions, width = captions_of(grammar, name)
    rows = tuple(
        Row(values[f"{field}[{index}]"], row.kind, tuple(_places(row, f"{field}[{index}]", grammar, values)))
        for index, row in enumerate(getattr(filing, field))
    )
    return Table(field, grammar.terminals[_TITLES[field]].text, values.get(field), captions, rows, width)


def _places(row: NonDerivativeRow | DerivativeRow, path: str, grammar: Grammar, values: Values) -> Iterator[Place]:
    for rules in grammar.grid(row_rule(row, grammar))[0]:
        look = look_of(grammar, rules)
        if "voluntarily_reported" in rules:
            yield Place(look, after="V" if row.transaction_form_type == "5" else "")
            continue
        if own := next((f"{path}.{_EXTRA}{rule}" for rule in rules if rule in row.extra), None):
            yield Place(look, values[own])
            continue
        names = [rule for rule in rules if hasattr(row, rule)]
        name = next((one for one in names if getattr(row, one) != Cell()), names[0] if names else "")
        name = next((one for one in EITHER.values() if one in names and getattr(row, one).value is not None), name)
        value = values.get(f"{path}.{name}")
        is_money = value is not None and value.text and value.state is State.READ and "DOLLAR_SIGN" in grammar.reached(name)
        after = _marks(row, grammar.form) if name == "transaction_code" else ""
        yield Place(look, value, "$" if is_money else "", after)


def _marks(row: NonDerivativeRow | DerivativeRow, form: str) -> str:
    """What stands right after the code: the mark of an equity swap and, on a Form 5, that of a Form 4."""
    return ("/K" if row.equity_swap_involved else "") + ("4" if form == "5" and row.transaction_form_type == "4" else "")
