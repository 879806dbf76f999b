"""What is lost or exchanged in an ownership XML is named where it was: the note, the row, the table, the owner."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.ownership_documents import DOCUMENT, changed

from form4_grammar import Severity, check, parse

ROW = "non_derivative_table[0]"
RELATION = "reporting_owners[0].relationship"


def named(text: str, *codes: str) -> list[tuple[str, str | None]]:
    """The codes and paths of what `check` finds; only of these codes where some are given."""
    return [(one.code, one.path) for one in check(text).diagnostics if not codes or one.code in codes]


def part(text: str, start: str, end: str) -> str:
    """The piece of a text from one sign to another, that included."""
    first = text.index(start)
    return text[first : text.index(end, first) + len(end)]


def test_the_document_is_in_order() -> None:
    assert named(DOCUMENT, "N001", "N002", "N021", "N040", "L080", "L081", "L082", "L083", "H060", "H061", "X030") == []


def test_a_lost_note_is_named_by_its_number() -> None:
    text = changed(part(DOCUMENT, '<footnote id="F2">', "</footnote>"), "")
    found = [one for one in parse(text).diagnostics if one.code == "N021"]
    assert [(one.path, one.severity) for one in found] == [("footnotes", Severity.WARNING)]  # note 1 may have it
    assert text[found[0].start : found[0].end].startswith("<footnoteId")


def test_a_number_that_the_notes_leave_out_is_named() -> None:
    text = changed('<footnote id="F2">', '<footnote id="F4">', DOCUMENT.replace('<footnoteId id="F2"', '<footnoteId id="F4"'))
    assert named(text, "N020", "N021") == [("N020", "footnotes[2]"), ("N020", "footnotes[3]")]


def test_lost_notes_are_an_unread_part_and_nothing_else() -> None:
    text = changed(part(DOCUMENT, "<footnotes>", "</footnotes>"), "")
    parsed = parse(text)
    assert parsed.unread == ("footnotes",)
    assert named(text, "L050", "N001", "N021") == [("L050", "footnotes")]
    without = text
    for number in (1, 2):
        without = without.replace(f'<footnoteId id="F{number}"/>', "")
    assert parse(without).unread == ()


def test_the_place_of_a_lost_reference_is_named() -> None:
    """Between the references to the notes around it: here one table, there either. The row may be gone that it stood in."""
    note = '<footnoteId id="F{}"/>'
    cells = ("securityTitle", "transactionDate", "transactionShares")
    plain = DOCUMENT
    for number in (1, 2):
        plain = plain.replace(note.format(number), "")
    three = plain
    for number, name in enumerate(cells, 1):
        three = three.replace(f"</{name}>", f"{note.format(number)}</{name}>", 1)
    footnotes = "".join(f'<footnote id="F{number}">Note {number}.</footnote>' for number in (1, 2, 3))
    three = three.replace(part(three, "<footnotes>", "</footnotes>"), f"<footnotes>{footnotes}</footnotes>")
    assert named(three, "N002", "N040") == []
    without_second = sorted(named(three.replace(note.format(2), "", 1), "N002", "N040"))
    assert without_second == [("N002", "footnotes[2]"), ("N040", "non_derivative_table")]
    without_first = sorted(named(three.replace(note.format(1), "", 1), "N040"))
    assert without_first == [("N040", "non_derivative_table")]
    without_last = sorted(named(three.replace(note.format(3), "", 1), "N040"))
    assert without_last == [("N040", "derivative_table"), ("N040", "non_derivative_table")]


def test_a_table_without_rows_may_be_that_of_a_lost_reference() -> None:
    text = changed(part(DOCUMENT, "<derivativeTable>", "</derivativeTable>"), "<derivativeTable></derivativeTable>")
    text = changed("</footnotes>", '<footnote id="F3">Vested.</footnote></footnotes>', text)
    assert ("N040", "derivative_table") in named(text)


@pytest.mark.parametrize("name", ["transactionFormType", "equitySwapInvolved"])
def test_what_a_transaction_lacks(name: str) -> None:
    row = part(DOCUMENT, "<nonDerivativeTransaction>", "</nonDerivativeTransaction>")
    field = {"transactionFormType": "transaction_form_type", "equitySwapInvolved": "equity_swap_involved"}[name]
    element = part(row, f"<{name}>", f"</{name}>")
    for less in ("", f"<{name}></{name}>"):
        text = DOCUMENT.replace(row, row.replace(element, less))
        assert named(text, "L080") == [("L080", f"{ROW}.{field}")]


def test_a_cik_that_is_lost_or_cut() -> None:
    cik = part(DOCUMENT, "<rptOwnerCik>", "</rptOwnerCik>")
    assert named(changed(cik, ""), "L080") == [("L080", "reporting_owners[0].cik")]
    assert named(changed("<rptOwnerCik>0", "<rptOwnerCik>"), "L083") == [("L083", "reporting_owners[0].cik")]
    assert named(changed("<issuerCik>0", "<issuerCik>x"), "L081") == [("L081", "issuer.cik")]


@pytest.mark.parametrize(
    ("element", "value", "path"),
    [
        ("rptOwnerName", "0001912345", "reporting_owners[0].name"),
        ("rptOwnerCity", "55802", "reporting_owners[0].address.city"),
        ("issuerName", "0000912345", "issuer.name"),
        ("signatureName", "2022-06-15", "signatures[0].name"),
    ],
)
def test_a_name_without_a_letter_is_another_elements(element: str, value: str, path: str) -> None:
    old = part(DOCUMENT, f"<{element}>", f"</{element}>")
    text = changed(old, f"<{element}>{value}</{element}>")
    assert named(text, "L081") == [("L081", path)]


def test_a_title_without_a_letter_is_another_elements() -> None:
    text = changed("<securityTitle><value>Common Stock</value>", "<securityTitle><value>0</value>")
    assert named(text, "L081") == [("L081", f"{ROW}.security_title")]


@pytest.mark.parametrize(
    ("old", "new", "is_named"),
    [
        ("<value>By Spouse</value>", "<value>By > Spouse</value>", True),
        ("<value>By Spouse</value>", "<value>By quot;Spouse&quot;</value>", True),
        ("<value>By Spouse</value>", "<value>By &amp;quot;Spouse&amp;quot;</value>", True),
        ("<value>By Spouse</value>", "<value>By &quot;Spouse&quot; &gt; 10% &amp; more</value>", False),
        ("<value>By Spouse</value>", "<value><![CDATA[By Spouse > 10%]]></value>", False),
        ("<value>By Spouse</value>", "<value>By Spouse</value><!-- > -->", False),
    ],
)
def test_markup_in_a_text(old: str, new: str, *, is_named: bool) -> None:
    assert named(changed(old, new), "L082") == ([("L082", "non_derivative_table[1]")] if is_named else [])


def test_an_amount_with_commas_is_read_and_named() -> None:
    text = changed("<value>400.00<", "<value>23,529<")
    parsed = parse(text)
    assert parsed.filing is not None
    assert parsed.filing.non_derivative_table[0].transaction_shares.value == Decimal(23529)
    assert named(text, "L083") == [("L083", f"{ROW}.transaction_shares")]


def test_exchanged_cells_are_named_at_their_row() -> None:
    row = "non_derivative_table[1]"
    swapped = changed("<value>By Spouse</value>", "<value>I</value>")
    assert ("T033", row) in named(swapped)
    side = changed("<transactionAcquiredDisposedCode><value>D<", "<transactionAcquiredDisposedCode><value>S<")
    assert ("T011", ROW) in named(side)


def test_a_state_that_is_no_code_may_be_exchanged_with_any_part_of_the_address() -> None:
    state = part(DOCUMENT, "<rptOwnerState>", "</rptOwnerState>")
    text = changed(state, "<rptOwnerState>DULUTH</rptOwnerState>")
    assert named(text, "H005") == [("H005", "reporting_owners[0].address")]


@pytest.mark.parametrize(
    ("element", "field"),
    [("rptOwnerCity", "city"), ("rptOwnerStreet1", "street1"), ("rptOwnerState", "state"), ("rptOwnerZipCode", "zip_code")],
)
def test_a_lost_part_of_an_address(element: str, field: str) -> None:
    old = part(DOCUMENT, f"<{element}>", f"</{element}>")
    for less in ("", f"<{element}></{element}>"):
        assert named(changed(old, less), "H060") == [("H060", f"reporting_owners[0].address.{field}")]


def test_what_stood_behind_a_lost_owner_may_be_lost_too() -> None:
    """A piece torn out from the issuer to the row of a table leaves neither the owner nor the beginning of that table."""
    start, end = DOCUMENT.index("<issuerTradingSymbol>") + 9, DOCUMENT.index("<transactionDate>")
    parsed = parse(DOCUMENT[:start] + DOCUMENT[end:])
    told = {one.path for one in parsed.diagnostics if one.severity is Severity.ERROR}
    assert "reporting_owners" in parsed.unread
    assert {"reporting_owners", "non_derivative_table"} <= told


def test_a_signature_of_no_owner() -> None:
    signature = part(DOCUMENT, "<ownerSignature>", "</ownerSignature>")
    other = signature.replace(part(signature, "<signatureName>", "</signatureName>"), "<signatureName>Moss Ben</signatureName>")
    assert named(changed(signature, signature + other), "H061") == [("H061", "reporting_owners")]
    assert named(changed(signature, signature + signature), "H061") == []


def test_an_exercise_without_table_ii() -> None:
    text = changed(part(DOCUMENT, "<derivativeTable>", "</derivativeTable>"), "")
    text = changed("<transactionCode>S<", "<transactionCode>M<", text)
    assert named(text, "X030", "X005") == [("X030", "derivative_table")]


def test_a_tick_that_moved_is_named_at_the_relationship() -> None:
    title = part(DOCUMENT, "<officerTitle>", "</officerTitle>")
    assert ("H012", RELATION) in named(changed(title, ""))
