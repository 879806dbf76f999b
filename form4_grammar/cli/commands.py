"""The commands of ``form4``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from form4_grammar.cli.diff import diff
from form4_grammar.cli.documents import given, one_name, parsed, read_one, refused
from form4_grammar.cli.files import STDOUT, write_file
from form4_grammar.cli.options import Dialect, DialectChoice, Form, FormChoice, OnePath, Paths
from form4_grammar.cli.output import encodable, json_line, json_page, lines
from form4_grammar.cli.render import render
from form4_grammar.cli.screen import complain, console, escaped, write, write_utf8
from form4_grammar.cli.streams import is_over, need_stdout

if TYPE_CHECKING:
    from form4_grammar import Diagnostic, Parsed
    from form4_grammar.config import Config
    from form4_grammar.export.sarif import Part

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


class TreeFormat(StrEnum):
    rich = "rich"
    sexp = "sexp"


class CheckFormat(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    sarif = "sarif"


class Level(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"


class Place(StrEnum):
    filing = "filing"
    rendering = "rendering"


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
    format: Annotated[ParseFormat | None, typer.Option("--format", help="Default: summary on a terminal, else json.")] = None,
    form: Form = FormChoice.auto,
    dialect: Dialect = DialectChoice.auto,
    spans: Annotated[bool, typer.Option("--spans", help="With JSON: the place and the raw text of every field.")] = False,
) -> None:
    """Read documents: a document becomes its filing.

    \b
      form4 parse smith.txt
      form4 parse filings/ --format jsonl > filings.jsonl
      cat smith.txt | form4 parse - --format json --spans

    What stands on the page and could not be read is named in "unread" and in the findings, and is null or empty in the filing.

    Exit code 0: read. 1: a part of a filing could not be read, or a document is no Form 3, 4 or 5. 2: wrong usage, or a
    path that cannot be read.
    """
    from form4_grammar.export import jsonable

    chosen = format or (ParseFormat.summary if sys.stdout.isatty() else ParseFormat.json)
    need_stdout()
    documents = given(paths)
    code = 2 if documents.missed else 0
    objects: list[dict[str, Any]] = []
    for name, document, own in parsed(documents, form, dialect):
        code = max(code, own)
        if document is None:
            continue
        refused(name, document)
        if chosen is ParseFormat.summary:
            from form4_grammar.cli.summary import summary

            console().print(summary(name, document))
        elif chosen is ParseFormat.jsonl:
            json_line(jsonable.parsed(encodable(name), document, spans=spans))
        else:
            objects.append(jsonable.parsed(encodable(name), document, spans=spans))
    if chosen is ParseFormat.json and (objects or code < 2):
        _json(objects, is_one=documents.is_one)
    raise typer.Exit(code)


@app.command()
def tree(
    path: OnePath,
    format: Annotated[TreeFormat, typer.Option("--format", help="For people, or an S-expression for diffs.")] = TreeFormat.rich,
    form: Form = FormChoice.auto,
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
    document = read_one(name, form, dialect) if name is not None else None
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


@app.command()
def check(
    paths: Paths,
    format: Annotated[
        CheckFormat,
        typer.Option("--format", help="For people: full, concise. For programs: json, jsonl. For CI: github, sarif."),
    ] = CheckFormat.full,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="Then count them by rule; on stderr with the formats that programs read."),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", help="Only these rules: codes, families or names; repeat or use commas."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="All but these rules.")] = None,
    fail_on: Annotated[
        Level | None, typer.Option("--fail-on", help="Exit with 1 for findings of this severity or above. Default: error.")
    ] = None,
    locus: Annotated[
        Place | None,
        typer.Option(
            "--locus", help="Only what the filer did (filing) or the copy (rendering); what may be either is in both."
        ),
    ] = None,
    form: Form = FormChoice.auto,
    dialect: Dialect = DialectChoice.auto,
) -> None:
    """Check documents: where do they depart from the form?

    \b
      form4 check smith.txt
      form4 check filings/ --format concise --fail-on warning
      form4 check smith.txt --select L,C002 --ignore L014
      form4 check filings/ --format concise --statistics
      form4 check filings/ --format github        annotates a pull request
      form4 check filings/ --format sarif > form4.sarif

    What always holds for a project stands in its pyproject.toml, the nearest one upwards from here. An option takes
    the place of its key; --select also sets "ignore" aside.

    \b
      [tool.form4]
      select = ["L", "C002"]       codes, families or names
      ignore = ["older-wording"]
      fail-on = "warning"
      locus = "filing"

    Exit code 0: fine. 1: findings as --fail-on says, a part of a filing could not be read, or a document is no Form 3, 4
    or 5. 2: wrong usage, or a path that cannot be read.
    """
    from form4_grammar.checking import check_parsed
    from form4_grammar.cli import findings

    settings = _settings()
    keep = _selection(select, ignore, locus, settings)
    limit = {"error": 2, "warning": 1, "info": 0}[fail_on or settings.fail_on or "error"]
    need_stdout()
    documents = given(paths)
    code = 2 if documents.missed else 0
    objects: list[dict[str, Any]] = []
    parts: list[Part] = []
    total: list[Diagnostic] = []
    number = 0
    for name, document, own in parsed(documents, form, dialect):
        code = max(code, own)
        if document is None:
            continue
        checked = check_parsed(document)
        found = tuple(one for one in checked.diagnostics if one.rule.code in keep or _is_reason(one, document))
        number += 1
        total += found
        code = max(code, int(any(one.severity.rank >= limit for one in found)))
        told = replace(checked, diagnostics=found)
        if format is CheckFormat.full:
            console().print(findings.full(name, told.source, told.diagnostics))
        elif format is CheckFormat.concise:
            lines(findings.concise(name, told.source, told.diagnostics))
        elif format is CheckFormat.github:
            from form4_grammar.export.github import workflow_commands

            lines(workflow_commands(name, told))
        elif format is CheckFormat.sarif:
            from form4_grammar.export import sarif

            parts.append(sarif.part(name, told, root=_here()))
        else:
            from form4_grammar.export import jsonable

            shown = jsonable.checked(encodable(name), told)
            if format is CheckFormat.jsonl:
                json_line(shown)
            else:
                objects.append(shown)
    if format is CheckFormat.json and (objects or code < 2):
        _json(objects, is_one=documents.is_one)
    if format is CheckFormat.sarif:
        _sarif(parts, complete=code < 2)
    for_people = format in (CheckFormat.full, CheckFormat.concise)
    if statistics:
        counted = "".join(line + "\n" for line in findings.statistics(total))
        write(counted) if for_people else sys.stderr.write(counted)
    if (for_people or format is CheckFormat.github) and number and not is_over():
        sys.stderr.write(findings.count(total, number) + "\n")
    raise typer.Exit(code)


app.command(short_help="Compare two copies of one filing.")(diff)
app.command(short_help="Write a filing as a page of text, or as XML.")(render)


@app.command(short_help="Explain a rule, or list them.")
def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code, a family's letter, or a name. None: all.")
    ] = None,
) -> None:
    """Explain a rule: what it finds, why it matters, what to do, and an example cut to where the fault is.

    \b
      form4 rule                list all rules
      form4 rule N              list a family: L, H, T, C, N, D, S or X
      form4 rule L023           by code
      form4 rule shifted-row    by name
    """
    from form4_grammar.catalogue import RULES, find
    from form4_grammar.cli.explained import explained, listed

    found = find(code) if code is not None else list(RULES.values())
    if not found:
        complain(f"no such rule: {code}")
        raise typer.Exit(2)
    console().print(listed(found) if len(found) > 1 or code is None else explained(found[0]))


@app.command(short_help="Print the grammar that is in force, or draw it.")
def grammar(
    form: Annotated[FormNumber, typer.Argument(help="The form.")] = FormNumber.form4,
    diagram: Annotated[
        str | None, typer.Option("--diagram", metavar="FILE", help="Draw it instead, as one page of HTML.")
    ] = None,
) -> None:
    """Print the grammar that is in force, imports resolved, or draw it.

    \b
      form4 grammar 4 > form4.lark
      form4 grammar 4 --diagram form4.html
    """
    from form4_grammar.export.grammar_text import grammar_text
    from form4_grammar.grammar import load

    if diagram is None:
        write(grammar_text(load(form.value)))
        return
    from form4_grammar.export.diagram import diagram as drawn

    try:
        page = drawn(load(form.value))
    except ImportError:
        complain("drawing takes the library railroad-diagrams: pip install 'form4-grammar[diagrams]'")
        raise typer.Exit(2) from None
    if diagram in STDOUT:
        write_utf8(page)
    else:
        write_file(diagram, page)


@app.command()
def schema() -> None:
    """Print the JSON Schema of parse --format json."""
    from form4_grammar.export.contract import schema as json_schema

    json_page(json_schema())


def _is_reason(found: Diagnostic, document: Parsed) -> bool:
    """Whether a finding tells why a document, or a part of it, was not read: that is said whatever was selected."""
    from form4_grammar.rules.layout import NOT_READ

    return document.filing is None or found.rule is NOT_READ


def _here() -> Path:
    """The folder that the command is run in, or the root where that folder is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path("/")


def _settings() -> Config:
    """What the nearest pyproject.toml asks for. Exits with 2 where it cannot be used."""
    from form4_grammar.config import ConfigError, load

    try:
        return load(_here())
    except ConfigError as error:
        complain(str(error))
        raise typer.Exit(2) from error


def _selection(select: list[str] | None, ignore: list[str] | None, locus: Place | None, settings: Config) -> set[str]:
    """The codes that were asked for, first by options, else by settings. Exits with 2 where a word means no rule."""
    from form4_grammar.catalogue import RULES, find

    def codes(words: Sequence[str]) -> set[str]:
        chosen = set()
        for word in (part.strip() for text in words for part in text.split(",")):
            found = find(word)
            if not found:
                complain(f"no such rule: {word}")
                raise typer.Exit(2)
            chosen |= {one.code for one in found}
        return chosen

    wanted = select or settings.select
    unwanted = ignore or (None if select else settings.ignore)
    place = locus or settings.locus
    keep = codes(wanted) if wanted else set(RULES)
    keep -= codes(unwanted) if unwanted else set()
    return {code for code in keep if place is None or RULES[code].locus.value in (place, "either")}


def _sarif(parts: Sequence[Part], *, complete: bool) -> None:
    from form4_grammar import __version__
    from form4_grammar.export.sarif import log

    json_page(log(parts, version=__version__, complete=complete))


def _json(shown: list[dict[str, Any]], *, is_one: bool) -> None:
    """One document's object, or the list of several."""
    json_page(shown[0] if is_one and shown else shown)
