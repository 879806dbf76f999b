"""Documents that came compressed, in an archive, in a message or in a page saved whole are those that were put in."""

from __future__ import annotations

import gzip
import io
import json
import quopri
import zipfile
from email.message import EmailMessage
from html import escape

import pytest
from conftest import ROOT, case_text

from form4_grammar import parse
from form4_grammar.documents.envelopes import opened

HTML = (ROOT / "tests" / "dialects" / "form4-plain.html").read_bytes()
OTHER = case_text("form3-plain").encode()


def zipped(**members: bytes) -> bytes:
    """A ZIP archive; in the names of its members, the last ``_`` stands for a point."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(".".join(name.rsplit("_", 1)), content)
    return file.getvalue()


def saved(page: bytes) -> bytes:
    """A page as browsers save it whole."""
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.com/form4\r\nSubject: SEC FORM 4\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----edge"\r\n\r\n'
        b"------edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + quopri.encodestring(page)
        + b"\r\n------edge\r\nContent-Type: text/css\r\n\r\nbody { color: black }\r\n------edge--\r\n"
    )


def mailed(page: bytes, charset: str = "utf-8") -> bytes:
    """A message with the page attached, and another file that is no form."""
    message = EmailMessage()
    message["Subject"] = "The Form 4 of today"
    message.set_content("Please see the page.")
    message.add_attachment(page.decode().encode(charset), maintype="text", subtype="html", filename="smith.html")
    message.add_attachment(b"minutes", maintype="application", subtype="octet-stream", filename="minutes.docx")
    return message.as_bytes()


ENVELOPES = {
    "compressed": (gzip.compress(HTML), "a compressed file"),
    "in two members": (gzip.compress(HTML[:500]) + gzip.compress(HTML[500:]), "a compressed file"),
    "zip": (zipped(page_html=HTML, logo_png=b"\x89PNG", __MACOSX_html=OTHER), "a ZIP archive, in it page.html"),
    "zip with a readme": (zipped(readme_txt=b"Pages of June.", page_html=HTML), "a ZIP archive, in it page.html"),
    "zip of gz": (zipped(page_gz=gzip.compress(HTML)), "a ZIP archive with a compressed file, in it page.gz"),
    "mhtml": (saved(HTML), "a web page saved as MHTML"),
    "mail": (mailed(HTML), "an e-mail, in it smith.html"),
    "mail in zip": (zipped(june_eml=mailed(HTML)), "a ZIP archive with an e-mail, in it smith.html"),
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_the_document_inside_is_read(name: str) -> None:
    content, came_in = ENVELOPES[name]
    alone, parsed = parse(HTML), parse(content)
    assert alone.filing is not None
    assert (parsed.filing, parsed.diagnostics, parsed.dialect) == (alone.filing, alone.diagnostics, "html")
    assert parsed.source.text == alone.source.text
    assert parsed.came_in == came_in


def test_a_text_in_memory_may_be_a_message() -> None:
    assert parse(saved(HTML).decode()).filing == parse(HTML).filing


def test_the_encoding_of_a_part_is_taken_from_the_message() -> None:
    page = HTML.replace(b"Ada", "Zoë".encode())
    assert page != HTML
    message = EmailMessage()
    message.set_content("Text alone: see the page.")
    message.add_alternative(page.decode(), subtype="html", charset="cp1252")
    parsed = parse(message.as_bytes())
    assert parsed.filing == parse(page).filing
    assert parsed.source.decoded_as == ""


def test_a_second_filing_is_an_error() -> None:
    parsed = parse(zipped(page_html=HTML, again_html=HTML, first_txt=OTHER))
    assert parsed.filing == parse(HTML).filing
    assert [(one.code, one.severity.value) for one in parsed.diagnostics if one.code == "L100"] == [("L100", "error")]
    assert "first.txt" in parsed.diagnostics[0].message
    assert "again.html" not in parsed.diagnostics[0].message, "it is the same"


def test_what_was_cut_is_read_as_far_as_it_goes() -> None:
    parsed = parse(gzip.compress(HTML)[:-100])
    assert [one.code for one in parsed.diagnostics][:1] == ["L101"]
    assert parsed.filing is not None
    assert parsed.filing.issuer == getattr(parse(HTML).filing, "issuer", None)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "word processor"),
        (zipped(logo_png=b"\x89PNG"), "nothing in it that could be a page"),
        (zipped(page_html=HTML)[:-40], "cannot be unpacked"),
        (b"\x1f\x8bxxxx", "cannot be unpacked"),
        (b"Subject: x\nMIME-Version: 1.0\nContent-Type: image/png\n\nabc", "nothing in it that could be a page"),
    ],
)
def test_what_holds_no_page_is_refused_in_words(content: bytes, why: str) -> None:
    parsed = parse(content)
    (one,) = parsed.diagnostics
    assert (parsed.filing, one.code) == (None, "L036")
    assert why in one.message


def test_what_unpacks_to_more_than_a_document_is_not_unpacked_whole() -> None:
    bomb = gzip.compress(bytes(40 * 2**20))
    assert sum(len(one.content) for one in opened(bomb).documents) < 17 * 2**20
    assert parse(bomb).filing is None
    nested = gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(HTML)))))
    assert parse(nested).filing is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UNITED STATES\nFORM 144\nNOTICE OF PROPOSED SALE OF SECURITIES\n", "Form 144"),
        ("SCHEDULE 13D\nUnder the Securities Exchange Act of 1934\n", "Schedule 13D"),
        ("<edgarSubmission><submissionType>144/A</submissionType></edgarSubmission>", "Form 144/A"),
        ("<SEC-DOCUMENT>x.txt\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nCurrent report\n", "Form 8-K"),
        ("<html><head><title>EDGAR Filing Documents for 0000912345-22-000007</title></head></html>", "index page of EDGAR"),
        ("<h1>Your Request Originates from an Undeclared Automated Tool</h1>", "EDGAR's refusal of a program"),
    ],
)
def test_another_document_is_called_by_its_name(text: str, name: str) -> None:
    (one,) = parse(text).diagnostics
    assert one.code == "L032"
    assert name in one.message


@pytest.mark.parametrize(
    ("beginning", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture: have its text recognised"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture: have its text recognised"),
        (b"II*\0\x08\0\0\0", "a picture: have its text recognised"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of a word processor or a spreadsheet"),
    ],
)
def test_what_is_no_text_is_called_what_it_is(beginning: bytes, what: str) -> None:
    (one,) = parse(beginning + bytes(300)).diagnostics
    assert one.code == "L036"
    assert what in one.message


def test_a_member_that_is_named_from_this_folder_is_not_hidden() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("./page.html", HTML)
    assert parse(file.getvalue()).filing == parse(HTML).filing


def test_pages_that_show_xml() -> None:
    document = (ROOT / "tests" / "dialects" / "form4-plain.xml").read_text()
    line = '<div class="line"><span class="html-tag">{}</span></div>'
    shown = "\n".join(line.format(escape(one)) for one in document.splitlines())
    parsed = parse(f"<html><head><title>form4.xml</title></head><body><pre>{shown}</pre></body></html>")
    assert (parsed.dialect, parsed.came_in) == ("xml", "a web page that shows XML")
    filing = parse(document).filing
    assert filing is not None
    assert parsed.filing is not None
    assert parsed.diagnostics == ()
    assert parsed.filing.to_dict() == filing.to_dict()


def test_a_string_of_json() -> None:
    for document in (ROOT / "tests" / "dialects" / "form4-plain.xml").read_text(), HTML.decode():
        parsed, alone = parse(json.dumps(document)), parse(document)
        assert (parsed.came_in, parsed.filing, parsed.diagnostics) == ("JSON", alone.filing, alone.diagnostics)
    assert parse('"a title", "a name"').filing is None
