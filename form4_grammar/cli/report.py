"""``form4 report``: documents beside what was read of them, as a page of HTML to look at."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from form4_grammar.cli.choices import DialectChoice, FormChoice
from form4_grammar.cli.documents import Given, given, opened, progress, tell_left_out, without_output
from form4_grammar.cli.files import STDOUT, write_file
from form4_grammar.cli.folders import listed
from form4_grammar.cli.options import Column, Dialect, Exclude, Form, Gitignore, OutputFile, OwnGrammar, Paths
from form4_grammar.cli.own import ReadAs, how_read, read_as
from form4_grammar.cli.project import searching, settings
from form4_grammar.cli.screen import complain, write_utf8
from form4_grammar.cli.streams import need_stdout
from form4_grammar.cli.told import Told, known_from
from form4_grammar.controls import dead

if TYPE_CHECKING:
    from form4_grammar.checks.context import Numbers
    from form4_grammar.reporting.differences import Contrast
    from form4_grammar.reporting.view import View


def report(
    paths: Paths,
    output: OutputFile = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FILE", help="Another copy of the one document, or its JSON: what differs is shown."),
    ] = None,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    column: Column = None,
    exclude: Exclude = None,
    gitignore: Gitignore = None,
) -> None:
    """Write a page of HTML to look at: each document as it was given beside the form as it was read, and every finding.

    \b
      form4 report tests/filings/form4-plain.txt -o report.html
      form4 report tests/dialects/form4-plain.html \\
          --against tests/dialects/form4-plain.xml -o report.html
      form4 report tests/dialects -o report.html    # an index, then each document
      form4 report examples/form144/sale.txt \\
          --grammar examples/form144/form144.lark -o report.html

    The page is one file, which fetches nothing. Point at a value, and where it was read lights up, and the other way round;
    n and p go through the findings, and ? lists the keys.

    Of the findings it has those that "form4 check" tells without options: what the project selects, ignores or knows from its
    baseline holds here, too.

    Exit code 0: written. 1: written, and a part of a document could not be read, or a document is no Form 3, 4 or 5.
    2: wrong usage, or a path that cannot be read.
    """
    if output in STDOUT:
        if sys.stdout.isatty():
            complain("the page would fill the screen: name a file with -o")
            raise SystemExit(2)
        need_stdout()
    documents = without_output(given(paths, searching(paths, exclude, gitignore)), output)
    project = settings()  # loads the rules of the project, too
    told = Told(project, known=known_from(None, project))
    views, code = _views(documents, how_read(form, grammar, dialect), project.numbers, told, column)
    if not views and (code or not documents.documents):
        complain("nothing to show, so no page was written")
        raise SystemExit(max(code, 0 if documents.documents else 2))
    other, contrasts = (None, ()) if against is None else _held_against(views, against, read_as(form, grammar), dialect)
    from form4_grammar.reporting import report as page_of

    page = page_of(views, against=other, contrasts=contrasts)
    if output is None or output in STDOUT:
        write_utf8(page)
    else:
        write_file(output, page)
        if sys.stderr.isatty():
            sys.stderr.write(f"Written: {dead(output)}\n")
    raise SystemExit(code)


def _views(
    documents: Given, reading: dict[str, object], numbers: Numbers, told: Told, column: str | None
) -> tuple[list[View], int]:
    """What the report shows of each document, and the exit code. Says what could not be read, or was left out."""
    from form4_grammar.bulk import readings
    from form4_grammar.reporting import view_of

    views: list[View] = []
    strange: list[str] = []
    code = 2 if documents.missed else 0
    pages, left_out = opened(documents, column)
    total = len(documents.documents) if documents.are_files else None
    for page in progress(pages, total, is_quiet=True):
        for one in readings.parsed([page], reading, lambda _: None):
            if one.strange:
                strange.append(one.name)
                continue
            if why := one.problem or one.refused:
                complain(f"{one.name}: {why}")
            if one.made is None:
                code = max(code, one.code)
            else:
                has_filing = not one.refused
                wanted = partial(told.of, one.name, has_filing=has_filing)
                view = view_of(one.name, len(views) + 1, one.made, page.content or b"", numbers, wanted)
                views.append(view)
                if told.counts([finding.found for finding in view.findings], has_filing=has_filing):
                    code = max(code, one.code)
    tell_left_out(left_out)
    if strange:
        are = "is" if len(strange) == 1 else "are"
        complain(f"{len(strange)} of the files found {are} no Form 3, 4 or 5, and left out: {listed(strange)}")
    return views, code


def _held_against(views: list[View], against: str, how: ReadAs, dialect: DialectChoice) -> tuple[View, tuple[Contrast, ...]]:
    """The other copy and the differences. Exits, after saying why, where there is nothing to compare."""
    from form4_grammar.cli.diff import read_copy
    from form4_grammar.comparing import compare
    from form4_grammar.comparing.own import compare_own
    from form4_grammar.reporting.view import compared, view_of

    if len(views) != 1:
        complain(f"--against compares one document with another, and these are {len(views)}")
        raise SystemExit(2)
    copy = read_copy(against, how, dialect)
    if copy.document is None:
        raise SystemExit(copy.code)
    one, other = views[0].parsed, copy.document
    if not one.is_read:
        raise SystemExit(1)
    if one.fields is not None or other.fields is not None:
        if one.form != other.form or one.fields is None or other.fields is None:
            complain(f"{views[0].name} is of the form {one.form}, and {against} of the form {other.form}")
            raise SystemExit(1)
        found = compare_own(one, other)
    else:
        found = compare(one, other, lacking=(frozenset(), copy.lacks))
    view = view_of(against, 2, other)
    return view, compared(found, views[0], view)
