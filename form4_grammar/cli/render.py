"""``form4 render``: a filing as a page of text, or as the XML that the SEC takes."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from form4_grammar.cli.choices import DialectChoice, FormChoice
from form4_grammar.cli.documents import content_of, first_of, one_name, refused, warn_of_unread
from form4_grammar.cli.files import STDOUT, is_document, refuse_document_itself, write_file
from form4_grammar.cli.json_input import is_json
from form4_grammar.cli.options import Dialect, Form, OwnGrammar
from form4_grammar.cli.own import ReadAs, read_as
from form4_grammar.cli.screen import complain, write_utf8
from form4_grammar.controls import dead
from form4_grammar.documents.submission import CIK
from form4_grammar.grammar import FORMS

if TYPE_CHECKING:
    from form4_grammar import Filing, Parsed
    from form4_grammar.grammar import Grammar


class Kind(StrEnum):
    text = "text"
    xml = "xml"


def _cik(value: str | None) -> str | None:
    if value is not None and not CIK.fullmatch(value):
        raise typer.BadParameter(f"{value!r} is no CIK, which has one to ten digits")
    return value


def _ciks(values: list[str] | None) -> list[str]:
    for value in values or ():
        _cik(value)
    return values or []


def render(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A file of any dialect, or the JSON of parse; - for standard input.")
    ],
    to: Annotated[
        Kind, typer.Option("--to", help="A page of text, or ownership XML as EDGAR takes it today (X0609; a Form 3: X0607).")
    ] = Kind.text,
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="VERSION", help="With --to xml, an older schema: X0306, X0407, X0508 and others."),
    ] = None,
    issuer_cik: Annotated[
        str | None,
        typer.Option("--issuer-cik", metavar="CIK", callback=_cik, help="With --to xml, where the document does not show it."),
    ] = None,
    owner_ciks: Annotated[
        list[str] | None,
        typer.Option("--owner-cik", metavar="CIK", callback=_ciks, help="The same for each owner in turn; repeat."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output-file", metavar="FILE", help="Write there, and not to standard output."),
    ] = None,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
) -> None:
    """Write a filing as a page of text, marked up so that it reads back exactly, or as ownership XML.

    \b
      form4 render tests/dialects/form4-plain.html
      form4 parse tests/filings/form4-plain.txt --format json | form4 render -
      form4 render tests/filings/form4-plain.txt --to xml -o plain.xml \\
          --issuer-cik 1234567 --owner-cik 7654321
      form4 render tests/dialects/form4-plain.xml --to xml --schema X0306

    A filing of several owners takes --owner-cik as often, in their order.

    What the XML has no place for, and doubts in reading the document, are told on standard error.

    Exit code 0: written. 1: the document is no Form 3, 4 or 5, or the XML cannot hold it. 2: wrong usage, a CIK is missing,
    or a path that cannot be read.
    """
    if to is Kind.text and (issuer_cik or owner_ciks or schema):
        complain("--schema, --issuer-cik and --owner-cik go with --to xml: a page has no place for them")
        raise SystemExit(2)
    if schema is not None:
        schema = _known(schema)
    name = one_name(path)
    if name is None:
        raise SystemExit(2)
    document = _document(name, read_as(form, grammar), dialect)
    own = document.grammar if document.grammar is not None and document.form not in FORMS else None
    if own is not None and to is Kind.xml:
        complain("a form of your own has no XML")
        raise SystemExit(2)
    if own is not None and document.fields is not None:
        _write(name, _own_page(name, document, own), output)
        return
    filing = document.filing
    assert filing is not None, "a document that is read has a filing, or fields"
    from form4_grammar.render import left_out
    from form4_grammar.render import render as page_of

    text = page_of(filing, own) if to is Kind.text else _xml(name, filing, schema, issuer_cik, owner_ciks or [])
    for left in left_out(filing, own) if to is Kind.text else ():
        complain(f"{name}: left out of the page: {left}")
    _write(name, text, output)


def _own_page(name: str, document: Parsed, grammar: Grammar) -> str:
    """The page of a form of one's own. Says what of its fields the page does not give back."""
    from form4_grammar import parse
    from form4_grammar.comparing.own import compare_own
    from form4_grammar.render.own import render_own

    assert document.fields is not None
    try:
        text = render_own(document.fields, grammar)
    except ValueError as error:
        complain(f"{name}: cannot be printed: {error}")
        raise SystemExit(1) from None
    again = parse(text, form=grammar)
    for one in compare_own(document, again) if again.fields is not None else ():
        place = one.a or one.b
        complain(f"{name}: left out of the page: {place.path if place else ''}")
    return text


def _write(name: str, text: str, output: str | None) -> None:
    if output in STDOUT:
        write_utf8(dead(text))
        return
    if is_document(output, name):
        refuse_document_itself(output)
    write_file(output, text)


def _document(name: str, how: ReadAs, dialect: DialectChoice) -> Parsed:
    """What is read of a document. Exits where that is nothing."""
    content = content_of(name)
    if content is None:
        raise SystemExit(2)
    if dialect is DialectChoice.auto and is_json(content):
        from form4_grammar.as_json.from_json import NotAFiling, document_from_json

        try:
            document = document_from_json(content, how.own).document
        except NotAFiling as error:
            complain(f"{name}: {error}")
            raise SystemExit(1) from None
    else:
        read = first_of(name, content, how.form, dialect, how.among)
        if read is None or refused(name, read):
            raise SystemExit(1)
        document = read
        _doubts(name, document)
    warn_of_unread(name, document, "left empty")
    return document


def _doubts(name: str, document: Parsed) -> None:
    """Says in a line that a document was not read without doubt."""
    counted = Counter(found.severity.value for found in document.diagnostics)
    parts = [f"{counted[one]} {one}{'' if counted[one] == 1 else 's'}" for one in ("error", "warning") if counted[one]]
    if parts:
        complain(f"{name}: read with {' and '.join(parts)}; form4 check shows what that is")


def _known(schema: str) -> str:
    """The schema of that name. Exits where it is none."""
    from form4_grammar.ownership_xml.writer import VERSIONS

    names = sorted({name for pair in VERSIONS for name in pair})
    if schema.upper() not in names:
        complain(f"--schema {schema}: no such schema; there are {', '.join(names)}")
        raise SystemExit(2)
    return schema.upper()


def _xml(name: str, filing: Filing, schema: str | None, issuer_cik: str | None, owner_ciks: list[str]) -> str:
    """The XML, after telling what is left out of it. Exits where it cannot be written."""
    from form4_grammar.ownership_xml.writer import CannotWriteError, MissingCikError, write

    owners = len(filing.reporting_owners)
    if len(owner_ciks) > owners:
        complain(f"{name}: {len(owner_ciks)} times --owner-cik for {owners} owner{'' if owners == 1 else 's'}")
        raise SystemExit(2)
    try:
        written = write(filing, schema=schema, issuer_cik=issuer_cik, owner_ciks=owner_ciks)
    except MissingCikError as error:
        options = ["--issuer-cik"] if "issuer.cik" in error.paths else []
        if len(error.paths) > len(options):
            options.append("--owner-cik" if owners == 1 else "--owner-cik for each owner in turn")
        complain(f"{name}: the XML needs CIKs that are not in it: give {' and '.join(options)}")
        raise SystemExit(2) from None
    except CannotWriteError as error:
        for problem in error.problems:
            complain(f"{name}: cannot be written as XML: {problem}")
        raise SystemExit(1) from None
    for left in written.left_out:
        complain(f"{name}: left out of the XML: {left}")
    return written.text
