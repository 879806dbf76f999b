"""The page of the example, by the grammar of the example: boxes, a table with notes, patterns of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from form4_grammar import form, parse

HERE = Path(__file__).parent


def test_a_holding() -> None:
    parsed = parse(HERE / "holding.txt", form=form(HERE / "schedule13g.lark"))
    assert parsed.diagnostics == ()
    assert parsed.fields is not None
    fields = parsed.fields
    assert (fields["cusip"], fields["amendment_number"]) == ("51739Q104", Decimal(2))
    assert [fields[name] for name in ("rule_13d_1b", "rule_13d_1c", "rule_13d_1d")] == [True, False, False]
    adviser, member = fields["reporting_persons"]
    assert (adviser["person"].value, adviser["person"].footnotes) == ("Pelham Rowe Advisors LP", (1,))
    assert (member["percent_of_class"].value, member["type_of_person"].value) == (Decimal("6.3"), "IN, HC")
    assert [note.text for note in fields["footnotes"]] == [
        "The adviser manages accounts of its clients.",
        "Held by the adviser.",
    ]
