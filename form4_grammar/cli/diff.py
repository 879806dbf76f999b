"""``form4 diff``: where two copies of one filing differ."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from form4_grammar.cli.choices import DialectChoice, FormChoice
from form4_grammar.cli.documents import content_of, first_of, one_name, refused, warn_of_unread
from form4_grammar.cli.json_input import is_json
from form4_grammar.cli.options import Dialect, Form, OwnGrammar
from form4_grammar.cli.output import encodable, json_page, lines
from form4_grammar.cli.own import ReadAs, read_as
from form4_grammar.cli.screen import complain, console, printed
from form4_grammar.cli.streams import is_over, need_stdout

if TYPE_CHECKING:
    from form4_grammar import Parsed


class DiffFormat(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"


def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A file of any dialect, or the JSON of parse; - for standard input.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other copy.")],
    format: Annotated[
        DiffFormat, typer.Option("--format", help="For people: full, concise (one a line). For programs: json.")
    ] = DiffFormat.full,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
) -> None:
    """Compare two copies of one filing, whatever their dialects: the fields in which they differ.

    \b
      form4 diff tests/filings/form4-plain.txt tests/dialects/form4-plain.xml
      form4 diff tests/filings/form4-fault-unknown-code.txt \\
          tests/dialects/form4-plain.xml --format concise
      form4 parse tests/dialects/form4-plain.html --format json | \\
          form4 diff - tests/dialects/form4-plain.xml

    A row, an owner, a note or a signature that one copy lacks is one difference. What a copy cannot show is none: a page has
    no CIKs, shows the boxes of the first owner only, and does not tell an unticked box from one that was lost. Two documents
    of XML show all.

    Exit code 0: the same. 1: they differ, a part of one could not be read, or one is no Form 3, 4 or 5.
    2: wrong usage, or a path that cannot be read.
    """
    if a == b == "-":
        complain("standard input can be only one of the two documents")
        raise SystemExit(2)
    need_stdout()
    how = read_as(form, grammar)
    copies = [read_copy(name, how, dialect) for name in map(one_name, (a, b)) if name is not None]
    one, other = (copy.document for copy in copies) if len(copies) == 2 else (None, None)
    if one is None or other is None:
        raise SystemExit(2 if len(copies) < 2 else max(copy.code for copy in copies))
    (name, _, lacking, _), (other_name, _, other_lacking, _) = copies
    for copy, document in zip(copies, (one, other), strict=True):
        warn_of_unread(copy.name, document, "compared as empty")

    if one.fields is not None or other.fields is not None:
        if one.form != other.form:
            complain(f"{name} is of the form {one.form}, and {other_name} of the form {other.form}")
            raise SystemExit(1)
        from form4_grammar.comparing.own import compare_own

        found = compare_own(one, other)
    else:
        from form4_grammar.comparing import compare

        found = compare(one, other, lacking=(lacking, other_lacking))
    if format is DiffFormat.json:
        from form4_grammar.comparing.as_json import compared

        json_page(compared((encodable(name), encodable(other_name)), (one, other), found))
    elif found:
        from form4_grammar.cli import differences

        sides = differences.Copy(name, one), differences.Copy(other_name, other)
        if format is DiffFormat.concise:
            lines(differences.concise(*sides, found))
        else:
            console().print(differences.full(*sides, found))
    if format is not DiffFormat.json and not is_over():
        number = "No differences" if not found else f"{len(found)} difference{'' if len(found) == 1 else 's'}"
        sys.stderr.write(f"{number} between {printed(name)} and {printed(other_name)}.\n")
    raise SystemExit(1 if found or one.unread or other.unread else 0)


class ReadCopy(NamedTuple):
    """One of the two documents. Without a ``document``, ``code`` is the exit code; ``lacks`` see `comparing.compare`."""

    name: str
    document: Parsed | None
    lacks: frozenset[str] = frozenset()
    code: int = 0


def read_copy(name: str, how: ReadAs, dialect: DialectChoice) -> ReadCopy:
    """What was read of a document, after complaints where that is nothing."""
    content = content_of(name)
    if content is None:
        return ReadCopy(name, None, code=2)
    if dialect is DialectChoice.auto and is_json(content):
        from form4_grammar.as_json.from_json import NotAFiling, document_from_json

        try:
            return ReadCopy(name, *document_from_json(content, how.own))
        except NotAFiling as error:
            complain(f"{name}: {error}")
            return ReadCopy(name, None, code=1)
    document = first_of(name, content, how.form, dialect, how.among)
    return ReadCopy(name, None, code=1) if document is None or refused(name, document) else ReadCopy(name, document)
