"""The XML that is read by patterns: the same is read of it from its tree, whatever it is and whatever was done to it."""

from __future__ import annotations

import re
from random import Random

import pytest
from support.ownership_documents import DOCUMENT, changed, real_documents
from support.xml_damage import DOCUMENTS, KINDS, damaged

from form4_grammar.ownership_xml import reader
from form4_grammar.ownership_xml.orderly import orderly
from form4_grammar.ownership_xml.reader import Reading, read
from form4_grammar.ownership_xml.record import Record
from form4_grammar.testing.damaging.kinds import EVERY
from form4_grammar.transform.findings import Findings


def is_orderly(text: str) -> bool:
    return orderly(Record(text, Findings())) is not None


def shown(reading: Reading) -> list[object]:
    """All that is read and found, places included."""
    findings = reading.findings
    return [reading.form, reading.filing, findings.diagnostics, findings.unread, list(findings.places.items())]


def assert_alike(*texts: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "orderly", lambda _: None)
        from_tree = [shown(read(text)) for text in texts]
    assert [shown(read(text)) for text in texts] == from_tree


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_orderly(name: str) -> None:
    assert is_orderly(DOCUMENTS[name])
    assert_alike(DOCUMENTS[name])


@pytest.mark.skipif(not real_documents(), reason="the corpus is not beside the repository")
def test_real_documents_are_orderly() -> None:
    texts = real_documents()
    assert len([name for name, text in texts.items() if not is_orderly(text)]) < len(texts) / 50
    assert_alike(*texts.values())


SUBMISSION = "<SEC-DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n{}</XML>\n</TEXT>\n"
TITLE = "<value>Common Stock</value>"
PRICE = '<value>31.0700</value><footnoteId id="F2"/>'

TAKEN = {
    "line breaks of Windows": DOCUMENT.replace("\n", "\r\n"),
    "no declaration": DOCUMENT.removeprefix('<?xml version="1.0"?>\n'),
    "an encoding that is none of the text's": changed('"1.0"?>', '"1.0" encoding="UTF-16"?>'),
    "in a submission": SUBMISSION.format(DOCUMENT),
    "behind other text": f"What stands before it\n{DOCUMENT}",
    "blanks around a value": changed(TITLE, "<value>\n \u00a0Common \t Stock\n</value>"),
    "nothing but blanks": changed(TITLE, "<value> \u00a0 </value>"),
    "nothing but blanks in a code": changed(">S<", ">  <"),
    "a blank in an empty tag": changed("<rptOwnerStateDescription/>", "<rptOwnerStateDescription />"),
    "empty tags of cells": changed("<deemedExecutionDate></deemedExecutionDate>", "<deemedExecutionDate/>"),
    "an empty value": changed(TITLE, "<value/>"),
    "a code that is an empty tag": changed("<transactionCode>S</transactionCode>", "<transactionCode/>"),
    "references alone": changed(PRICE, '<footnoteId id="F2"/> <footnoteId id="F1" />'),
    "references to a note that is not there": changed('<footnoteId id="F2"/>', '<footnoteId id="F7"/>'),
    "a reference beside no code": changed("<transactionCode>S</transactionCode>", ""),
    "all entities": changed(TITLE, "<value>&lt;A&gt; &amp; &quot;B&quot; &apos;C&apos;</value>"),
    "no letter": changed(TITLE, "<value>12</value>"),
    "letters beyond ASCII": changed(TITLE, "<value>Acci\u00f3n \U0001d400</value>"),
    "a zone behind dates": re.sub(r"([0-9]{4}-[0-9]{2}-[0-9]{2})<", r"\1-05:00<", DOCUMENT),
    "days that do not exist": re.sub(r"-[0-9]{2}<", "-41<", DOCUMENT),
    "a week for a day": changed("<value>2022-06-14<", "<value>2022-W24-2<"),
    "a day without strokes": changed("<value>2022-06-14<", "<value>20220614<"),
    "digits that are not ASCII": changed("<value>2022-06-14<", "<value>2022-06-1\u0664<"),
    "letters for amounts": changed("<value>400.00<", "<value>4OO.00<"),
    "small letters for codes": changed("<transactionCode>S<", "<transactionCode>s<"),
    "a state that is none": changed("<rptOwnerState>MN<", "<rptOwnerState>QQ<"),
    "a CIK of nine digits": changed("0001912345", "001912345"),
    "no CIK": changed("<rptOwnerCik>0001912345</rptOwnerCik>", ""),
    "no issuer": re.sub(r"<issuer>.*</issuer>", "", DOCUMENT, flags=re.DOTALL),
    "no owner": re.sub(r"<reportingOwner>.*</reportingOwner>", "", DOCUMENT, flags=re.DOTALL),
    "no period": changed("<periodOfReport>2022-06-14</periodOfReport>", "<periodOfReport/>"),
    "no notes": re.sub(r"<footnotes>.*</footnotes>", "<footnotes/>", DOCUMENT, flags=re.DOTALL),
    "no signature": re.sub(r"<ownerSignature>.*</ownerSignature>", "", DOCUMENT, flags=re.DOTALL),
    "two notes of a number": changed('<footnote id="F2">', '<footnote id="F1">'),
    "an empty table": re.sub(r"<derivativeTable>.*</derivativeTable>", "<derivativeTable/>", DOCUMENT, flags=re.DOTALL),
    "no form of a transaction": changed("<transactionFormType>4</transactionFormType>", ""),
    "an amendment": changed("<documentType>4<", "<documentType> 4/a <"),
}

LEFT = {
    "another form": changed("<documentType>4<", "<documentType>144<"),
    "no form": changed("<documentType>4</documentType>", ""),
    "a comment": changed("<issuer>", "<!-- --><issuer>"),
    "characters as such": changed(TITLE, f"<value><![CDATA[{TITLE}]]></value>"),
    "a character by its number": changed(TITLE, "<value>Common&#160;Stock</value>"),
    "another entity": changed(TITLE, "<value>Common&nbsp;Stock</value>"),
    "an ampersand": changed("TOOL &amp; DIE CO</", "TOOL & DIE CO</"),
    "a control character": changed("Common Stock", "Common\x02Stock"),
    "half a character": changed("Common Stock", "Common\ud800Stock"),
    "no character": changed("Common Stock", "Common\uffffStock"),
    "the sign that stands for an ampersand": changed("Common Stock", "Common\ue026Stock"),
    "the sign that stands for a control character": changed("Common Stock", "Common\ue000Stock"),
    "a sign of markup": changed("Common Stock", "Common > Stock"),
    "an entity that was escaped": changed("TOOL &amp; DIE CO<", "TOOL &amp;amp; DIE CO<"),
    "an entity that lost its sign": changed("TOOL &amp; DIE CO<", "TOOL quot; DIE CO<"),
    "an attribute": changed("<issuer>", '<issuer kind="foreign">'),
    "a name space": changed("<ownershipDocument>", '<ownershipDocument xmlns="urn:x">'),
    "text between elements": changed("<issuer>", "that is <issuer>"),
    "a blank that XML does not know": changed("<issuer>", "\u00a0<issuer>"),
    "an element that is none of the schema's": changed("<issuer>", "<filer>A</filer><issuer>"),
    "an element twice": changed("<remarks>", "<remarks>A</remarks><remarks>"),
    "the issuer twice": changed("<reportingOwner>", "<issuer></issuer><reportingOwner>"),
    "a part in another place": changed("<issuer>", "<remarks>A</remarks><issuer>"),
    "a row outside of its table": changed("<remarks>", "<nonDerivativeHolding></nonDerivativeHolding><remarks>"),
    "a value outside of its element": changed(f"<securityTitle>{TITLE}", f"{TITLE}<securityTitle>"),
    "a value behind its reference": changed(PRICE, '<footnoteId id="F2"/><value>31.0700</value>'),
    "a reference that is none": changed('<footnoteId id="F2"/>', '<footnoteId id="FX"/>'),
    "a document type": changed("<ownershipDocument>", "<!DOCTYPE a><ownershipDocument>"),
    "another version of XML": changed('"1.0"?>', '"1.1"?>'),
    "text behind it": f"{DOCUMENT}and so on",
    "a second document": DOCUMENT + DOCUMENT,
    "a second document in a submission": SUBMISSION.format(DOCUMENT) * 2,
    "its end is lost": DOCUMENT[: DOCUMENT.rindex("</")],
    "empty": "<ownershipDocument></ownershipDocument>",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_orderly(name: str) -> None:
    assert is_orderly(TAKEN[name])
    assert_alike(TAKEN[name])


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_to_the_tree(name: str) -> None:
    assert not is_orderly(LEFT[name])


@pytest.mark.parametrize("kind", [*KINDS, *(kind for kind, what in EVERY.items() if "xml" in what.dialects)])
def test_damage(kind: str) -> None:
    def done_to(text: str, seed: int) -> str:
        return EVERY[kind].apply(text, "xml", Random(seed)) if kind in EVERY else damaged(text, kind, seed)  # noqa: S311

    texts = [done_to(text, seed) for text in DOCUMENTS.values() for seed in range(12)]
    assert_alike(*filter(is_orderly, texts))
