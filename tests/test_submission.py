"""The header of a full submission, in both of its shapes."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from conftest import case_text
from support.ownership_documents import DOCUMENT
from support.submissions import LABELS

from form4_grammar import check, parse
from form4_grammar.as_json import jsonable
from form4_grammar.documents.submission import read_header
from form4_grammar.model import Submission, SubmissionDocument, SubmissionParty

TAGS = (
    "<SUBMISSION>\n<ACCESSION-NUMBER>0000912345-22-000007<TYPE>4<PUBLIC-DOCUMENT-COUNT>1<PERIOD>20220614<FILING-DATE>20220616"
    "<DATE-OF-FILING-DATE-CHANGE>20220617<REPORTING-OWNER><OWNER-DATA><CONFORMED-NAME>Okafor Ada N<CIK>0001912345"
    "<ORGANIZATION-NAME></OWNER-DATA><FILING-VALUES><FORM-TYPE>4<ACT>34<FILE-NUMBER>001-91234<FILM-NUMBER>22999999</FILING-VALUES></REPORTING-OWNER><REPORTING-OWNER><OWNER-DATA>"
    "<CONFORMED-NAME>Brightwater Fund LP<CIK>0001912346</OWNER-DATA></REPORTING-OWNER><ISSUER><COMPANY-DATA><CONFORMED-NAME>"
    "LARKSPUR TOOL & DIE CO<CIK>0000912345</COMPANY-DATA><FORMER-COMPANY><FORMER-CONFORMED-NAME>LARKSPUR CO"
    "<DATE-CHANGED>20010101</FORMER-COMPANY></ISSUER><DOCUMENT><TYPE>4<SEQUENCE>1<TEXT>\n"
)
EXPECTED = Submission(
    accession_number="0000912345-22-000007",
    submission_type="4",
    conformed_period_of_report=date(2022, 6, 14),
    filed_as_of_date=date(2022, 6, 16),
    acceptance_datetime=None,
    issuer=SubmissionParty("LARKSPUR TOOL & DIE CO", "0000912345"),
    reporting_owners=(
        SubmissionParty("Okafor Ada N", "0001912345", "001-91234"),
        SubmissionParty("Brightwater Fund LP", "0001912346"),
    ),
    documents=(SubmissionDocument("4", "1", None, None),),
)
ACCEPTED = datetime(2022, 6, 16, 17, 15, 2)  # noqa: DTZ001 - EDGAR writes no zone


def header(text: str) -> Submission:
    found = read_header(text)
    assert found is not None
    return found.submission


def test_both_shapes() -> None:
    from dataclasses import replace

    assert header(TAGS) == EXPECTED
    assert header(TAGS.replace("<", "\n<").replace("\n</", "</")) == EXPECTED
    named = (SubmissionDocument("4", "1", "form4.xml", None),)
    assert header(LABELS) == replace(EXPECTED, acceptance_datetime=ACCEPTED, documents=named)
    assert header(LABELS.replace("\n", "\r\n")) == replace(EXPECTED, acceptance_datetime=ACCEPTED, documents=named)


def test_before_2003() -> None:
    text = LABELS.replace("ISSUER:", "SUBJECT COMPANY:\t").replace("OWNER DATA:", "COMPANY DATA:")
    pem = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n"
    assert header(pem + text).issuer == EXPECTED.issuer
    assert header(pem + text).reporting_owners == EXPECTED.reporting_owners


@pytest.mark.parametrize("text", [LABELS, TAGS], ids=["labels", "tags"])
@pytest.mark.parametrize("document", [DOCUMENT, case_text("form4-plain")], ids=["xml", "text"])
def test_the_document_in_it(text: str, document: str) -> None:
    whole = f"{text}{f'<XML>{chr(10)}{document}</XML>' if 'ownershipDocument' in document else document}</TEXT>\n</DOCUMENT>\n"
    parsed = parse(whole)
    assert parsed.submission is not None
    assert parsed.submission.accession_number == EXPECTED.accession_number
    assert parsed.submission.issuer == EXPECTED.issuer
    shown = {path: parsed.source.text[slice(*place)] for path, place in parsed.places.items() if path.startswith("submission")}
    assert shown["submission.accession_number"] == "0000912345-22-000007"
    assert shown["submission.filed_as_of_date"] == "20220616"
    assert shown["submission.issuer.cik"] == "0000912345"
    assert shown["submission.reporting_owners[1].cik"] == "0001912346"
    if parsed.on_page is not None:
        start, end = parsed.on_page.places["submission.filed_as_of_date"]
        assert parsed.on_page.source.text[start:end] == "20220616"
    assert check(whole).submission == parsed.submission
    alone = parse(document).filing
    assert parsed.filing is not None
    assert alone is not None
    assert parsed.filing.issuer.cik == alone.issuer.cik
    printed = jsonable.parsed("", parsed)["submission"]
    assert printed["reporting_owners"] == [  # the file number is in the tables
        {"name": "Okafor Ada N", "cik": "0001912345"},
        {"name": "Brightwater Fund LP", "cik": "0001912346"},
    ]


@pytest.mark.parametrize("text", ["", DOCUMENT, case_text("form4-plain"), "<SUBMISSION>", "<SEC-HEADER>\n</SEC-HEADER>"])
def test_no_header(text: str) -> None:
    assert read_header(text) is None


def test_what_cannot_be_read_is_null() -> None:
    text = LABELS.replace("0000912345-22-000007", "none").replace("20220616171502", "soon").replace("20220614", "20220641")
    got = header(text.replace("1912345", "x"))
    assert (got.accession_number, got.acceptance_datetime, got.conformed_period_of_report) == (None, None, None)
    assert got.reporting_owners[0] == SubmissionParty("Okafor Ada N", None, "001-91234")


EXHIBITS = """\
<DOCUMENT>
<TYPE>EX-24
<SEQUENCE>2
<FILENAME>poa.txt
<TEXT>
Know all by these presents, that I appoint Ines Marchetti to sign Forms 3, 4 and 5 for me.
/s/ Ada N Okafor\t06/01/2022
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99
<SEQUENCE>3
<FILENAME>joint.txt
<DESCRIPTION>JOINT FILERS
<TEXT>
1. Name and Address of Reporting Person*
BRIGHTWATER FUND LP
</TEXT>
</DOCUMENT>
"""


@pytest.mark.parametrize("document", [DOCUMENT, case_text("form4-plain")], ids=["xml", "text"])
def test_other_documents_are_named_and_not_read_into_the_form(document: str) -> None:
    whole = f"{LABELS}{document}</TEXT>\n</DOCUMENT>\n"
    alone, parsed = parse(whole), parse(whole + EXHIBITS)
    assert parsed.filing == alone.filing
    assert parsed.submission is not None
    assert parsed.submission.documents[1:] == (
        SubmissionDocument("EX-24", "2", "poa.txt", None),
        SubmissionDocument("EX-99", "3", "joint.txt", "JOINT FILERS"),
    )
    (further,) = set(parsed.diagnostics) - set(alone.diagnostics)
    assert further.code == "L102"
    assert "EX-99, JOINT FILERS, joint.txt" in further.message
    assert "BRIGHTWATER FUND LP" in parsed.source.text[further.start : further.end]
    assert parsed.source.text == whole + EXHIBITS


def test_a_further_form_is_an_error_unless_it_is_the_same() -> None:
    whole = f"{LABELS}{DOCUMENT}</TEXT>\n</DOCUMENT>\n"
    alone = parse(whole)
    for further, there in ((DOCUMENT, []), (DOCUMENT.replace("Okafor", "Other"), ["L100"]), ("a drawing", [])):
        for kind in ("4", "4/A"):
            text = f"{whole}<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>2\n<TEXT>\n{further}</TEXT>\n</DOCUMENT>\n"
            parsed = parse(text)
            assert parsed.filing == alone.filing
            assert [one.code for one in parsed.diagnostics] == [*(one.code for one in alone.diagnostics), *there]
            if there:
                assert further.strip() in text[parsed.diagnostics[-1].start : parsed.diagnostics[-1].end]


def test_a_second_submission_in_a_file() -> None:
    first = f"{LABELS}{DOCUMENT}</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"
    assert [one.code for one in parse(first + first.replace("Okafor", "Other")).diagnostics].count("L100") == 1
