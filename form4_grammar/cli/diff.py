"""``form4 diff``: where two copies of one filing differ."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from form4_grammar.cli.documents import one_name, read_one, refused, warn_of_unread
from form4_grammar.cli.options import Dialect, DialectChoice, Form, FormChoice
from form4_grammar.cli.output import encodable, json_page, lines
from form4_grammar.cli.screen import complain, console, printed
from form4_grammar.cli.streams import is_over, need_stdout


class DiffFormat(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"


def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A file, or - for standard input.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other copy.")],
    format: Annotated[
        DiffFormat, typer.Option("--format", help="For people: full, concise (one a line). For programs: json.")
    ] = DiffFormat.full,
    form: Form = FormChoice.auto,
    dialect: Dialect = DialectChoice.auto,
) -> None:
    """Compare two copies of one filing, whatever their dialects: the fields in which they differ.

    \b
      form4 diff smith.txt smith.xml             what the text has lost or misread
      form4 diff smith.html smith.xml --format concise
      form4 diff old.txt new.txt --format json | jq .differences
      curl -s "$URL" | form4 diff smith.txt -

    A row, an owner, a note or a signature that one copy lacks is one difference. What a copy cannot show is none: a page has
    no CIKs, shows the boxes of the first owner only, and does not tell an unticked box from one that was lost.

    Exit code 0: the same. 1: they differ, or one is no Form 3, 4 or 5. 2: wrong usage, or a path that cannot be read.
    """
    if a == b == "-":
        complain("standard input can be only one of the two documents")
        raise typer.Exit(2)
    need_stdout()
    names = [name for name in map(one_name, (a, b)) if name is not None]
    read = [(name, document) for name in names if (document := read_one(name, form, dialect)) is not None]
    no_filing = [refused(name, document) for name, document in read]
    if len(read) < 2:
        raise typer.Exit(2)
    if any(no_filing):
        raise typer.Exit(1)
    for name, document in read:
        warn_of_unread(name, document, "compared as empty")

    from form4_grammar.comparing import compare

    (name, one), (other_name, other) = read
    found = compare(one, other)
    if format is DiffFormat.json:
        from form4_grammar.export.differences import compared

        json_page(compared((encodable(name), encodable(other_name)), (one, other), found))
    elif found:
        from form4_grammar.cli import differences

        copies = differences.Copy(name, one), differences.Copy(other_name, other)
        if format is DiffFormat.concise:
            lines(differences.concise(*copies, found))
        else:
            console().print(differences.full(*copies, found))
    if format is not DiffFormat.json and not is_over():
        number = "No differences" if not found else f"{len(found)} difference{'' if len(found) == 1 else 's'}"
        sys.stderr.write(f"{number} between {printed(name)} and {printed(other_name)}.\n")
    raise typer.Exit(1 if found else 0)
