"""The commands of ``form4``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from form4_grammar.cli.check import check
from form4_grammar.cli.diff import diff
from form4_grammar.cli.documents import How, given, one_name, outcomes, read_one, refused
from form4_grammar.cli.export import export
from form4_grammar.cli.files import STDOUT, write_file
from form4_grammar.cli.options import (
    Column,
    Dialect,
    DialectChoice,
    Form,
    FormChoice,
    OnePath,
    OwnGrammar,
    Paths,
    Seconds,
    Workers,
    cores,
)
from form4_grammar.cli.output import json_documents, json_line, json_page
from form4_grammar.cli.own import how_read, own_grammar, project, read_as
from form4_grammar.cli.render import render
from form4_grammar.cli.screen import complain, console, dead, escaped, printed, write, write_utf8
from form4_grammar.cli.streams import need_stdout

app = typer.Typer(
    name="form4",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""\
Reads copies of SEC Forms 3, 4 and 5 by the grammar of the printed form.

\b
  form4 parse smith.txt            what the filing says
  form4 parse --format json smith.txt | jq .filing.issuer
  form4 check smith.txt            where the copy departs from the form
  form4 check filings/ --format concise --statistics
  form4 diff smith.html smith.xml  where two copies of one filing differ
  form4 render smith.html          the filing as a page of text, or --to xml
  form4 export filings/ -o tables  all of them as tables, in Parquet
  form4 tree smith.txt             the parse tree
  form4 rule L023                  what a finding means

Exit code 0: fine. 1: findings, a part of the filing that could not be read,
copies that differ, or a document that is no Form 3, 4 or 5 (in a folder such
files are only counted). 2: wrong usage, or what cannot be read or written. Of
several documents, the highest of their codes.
""",
)


class ParseFormat(StrEnum):
    summary = "summary"
    json = "json"
    jsonl = "jsonl"
    page = "page"


class TreeFormat(StrEnum):
    rich = "rich"
    sexp = "sexp"


class FormNumber(StrEnum):
    form3 = "3"
    form4 = "4"
    form5 = "5"


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        from form4_grammar import __version__

        write(f"form4 {__version__}\n")
        raise typer.Exit
    del context


@app.command()
def parse(
    paths: Paths,
    format: Annotated[
        ParseFormat | None,
        typer.Option("--format", help="Default: summary on a terminal, else json; page is the text that was read."),
    ] = None,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    spans: Annotated[bool, typer.Option("--spans", help="With JSON: the place and the raw text of every field.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Instead of the filing: how each document was read, and what its lines became.")
    ] = False,
    column: Column = None,
    workers: Workers = None,
    seconds: Seconds = 60.0,
) -> None:
    """Read documents: a document becomes its filing.

    \b
      form4 parse smith.txt
      form4 parse filings/ --format jsonl > filings.jsonl
      cat smith.txt | form4 parse - --format json --spans
      form4 parse smith.eml --explain

    What stands on the page and could not be read is named in "unread" and in the findings, and is null or empty in the filing.

    Exit code 0: read. 1: a part of a filing could not be read, or a document is no Form 3, 4 or 5. 2: wrong usage, or a
    path that cannot be read.
    """
    from form4_grammar.bulk import readings

    chosen = format or (ParseFormat.summary if sys.stdout.isatty() else ParseFormat.json)
    need_stdout()
    documents = given(paths)
    code = 2 if documents.missed else 0
    shown = 0
    is_for_people = explain or chosen in (ParseFormat.summary, ParseFormat.page)
    settings = {**how_read(form, grammar, dialect), "spans": spans}
    how = How(1 if is_for_people else workers or cores(), seconds, column)
    objects: list[Any] = []
    for one in outcomes(documents, readings.parsed if is_for_people else readings.parsed_json, settings, how):
        code = max(code, one.code)
        if isinstance(one.made, bytes):
            if chosen is ParseFormat.jsonl:
                json_line(one.made)
            else:
                objects.append(one.made)
        elif one.made is not None and explain:
            from form4_grammar.cli.explanation import explanation
            from form4_grammar.explaining import explain as explained

            console().print(explanation(one.name, explained(one.made)))
        elif one.made is not None and chosen is ParseFormat.page:
            text = one.made.source.text if one.made.page is None else one.made.page.text
            write_utf8(("\f\n" if shown else "") + dead(text.rstrip("\n")) + "\n")
            shown += 1
        elif one.made is not None:
            from form4_grammar.cli.summary import summary

            console().print(summary(one.name, one.made))
    if chosen is ParseFormat.json and not explain and (objects or code < 2):
        json_documents(objects, is_one=documents.is_one and len(objects) == 1)
    raise typer.Exit(code)


@app.command()
def tree(
    path: OnePath,
    format: Annotated[TreeFormat, typer.Option("--format", help="For people, or an S-expression for diffs.")] = TreeFormat.rich,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    spans: Annotated[bool, typer.Option("--spans", help="Where each node stands: line:column, or offsets with sexp.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Do not cut long texts.")] = False,
) -> None:
    """Show the parse tree of a document.

    \b
      form4 tree smith.txt
      form4 tree smith.txt --spans | less -R
      form4 tree smith.txt --format sexp > smith.tree
    """
    from form4_grammar.export.sexp import sexp

    need_stdout()
    name = one_name(path)
    document = read_one(name, read_as(form, grammar), dialect) if name is not None else None
    if name is None or document is None:
        raise typer.Exit(2)
    if refused(name, document):
        raise typer.Exit(1)
    if format is TreeFormat.sexp:
        write(escaped(sexp(document.tree, spans=spans)))
    else:
        from form4_grammar.cli.tree_view import tree_view

        screen = console()
        screen.print(tree_view(document.tree, spans=spans, width=None if full else screen.width))


app.command()(check)
app.command(short_help="Compare two copies of one filing.")(diff)
app.command(short_help="Write a filing as a page of text, or as XML.")(render)
app.command(short_help="Write documents as the tables of the SEC's data sets.")(export)


@app.command(short_help="Explain a rule, or list them.")
def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code, a family's letter, or a name. None: all.")
    ] = None,
) -> None:
    """Explain a rule: what it finds, why it matters, what to do, and an example cut to where the fault is.

    \b
      form4 rule                list all rules
      form4 rule N              list a family: L, H, T, C, N, D, S or X, or the letters of your own
      form4 rule L023           by code
      form4 rule shifted-row    by name
    """
    from form4_grammar.catalogue import RULES, find
    from form4_grammar.cli.explained import explained, listed

    project()  # the rules of the project are rules, too
    found = find(code) if code is not None else list(RULES.values())
    if not found:
        complain(f"no such rule: {code}")
        raise typer.Exit(2)
    console().print(listed(found) if len(found) > 1 or code is None else explained(found[0]))


@app.command(short_help="Print the grammar that is in force, draw it, or check one of your own.")
def grammar(
    form: Annotated[FormNumber, typer.Argument(help="The form.")] = FormNumber.form4,
    own: OwnGrammar = None,
    diagram: Annotated[
        str | None, typer.Option("--diagram", metavar="FILE", help="Draw it instead, as one page of HTML.")
    ] = None,
    lint: Annotated[
        str | None, typer.Option("--lint", metavar="FILE", help="Say what is wrong with a grammar of your own, and where.")
    ] = None,
    years: Annotated[
        bool, typer.Option("--years", help="List the layouts of the form that are known, and what tells each on a page.")
    ] = False,
) -> None:
    """Print the grammar that is in force, imports resolved, draw it, list its years, or check one of your own.

    \b
      form4 grammar 4 > form4.lark
      form4 grammar 4 --diagram form4.html
      form4 grammar --grammar form144.lark       your own, with what it imports
      form4 grammar --lint form144.lark
      form4 grammar 4 --years                    the layouts since 1996

    Exit code 0: fine. 2: wrong usage, or --lint found what keeps the grammar from being used. 1: it found something else.
    """
    from form4_grammar.grammar import load

    if lint is not None:
        raise typer.Exit(_lint(lint))
    if years:
        from form4_grammar.layouts import layouts

        for one in layouts(form.value):
            write(f"{one.years}\n{''.join(f'  {text}' + chr(10) for text in one.signs)}")
        return
    chosen = own_grammar(own) if own is not None else load(form.value)
    if diagram is None:
        write(chosen.text)
        return
    from form4_grammar.export.diagram import diagram as drawn

    try:
        page = drawn(chosen)
    except ImportError:
        complain("drawing takes the library railroad-diagrams: pip install 'form4-grammar[diagrams]'")
        raise typer.Exit(2) from None
    if diagram in STDOUT:
        write_utf8(page)
    else:
        write_file(diagram, page)


def _lint(path: str) -> int:
    """Prints what is wrong with a grammar, a line each; gives the exit code."""
    from form4_grammar.linting import lint

    problems = lint(Path(path))
    for problem in problems:
        write(f"{printed(str(problem))}\n")
    if not problems:
        sys.stderr.write(f"Nothing is wrong with {printed(path)}.\n")
    return max((2 if problem.is_fatal else 1 for problem in problems), default=0)


@app.command()
def schema(own: OwnGrammar = None) -> None:
    """Print the JSON Schema of parse --format json.

    \b
      form4 schema > form4.schema.json
      form4 schema --grammar form144.lark
    """
    if own is not None:
        from form4_grammar.export.own_schema import own_schema

        json_page(own_schema(own_grammar(own)))
        return
    from form4_grammar.export.contract import schema as json_schema

    json_page(json_schema())
