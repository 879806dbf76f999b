"""The commands of ``form4``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from form4_grammar.cli.check import check
from form4_grammar.cli.choices import DialectChoice, FormChoice, ParseFormat
from form4_grammar.cli.diff import diff
from form4_grammar.cli.documents import one_name, read_one, refused
from form4_grammar.cli.export import export
from form4_grammar.cli.files import STDOUT, write_file
from form4_grammar.cli.options import (
    Column,
    Dialect,
    Exclude,
    Form,
    Gitignore,
    GrammarFile,
    OnePath,
    OutputFile,
    OwnGrammar,
    Paths,
    Quiet,
    Seconds,
    ShowFiles,
    Verbose,
    Workers,
)
from form4_grammar.cli.output import json_page
from form4_grammar.cli.own import own_grammar, read_as
from form4_grammar.cli.parsing import Asked, run
from form4_grammar.cli.project import settings
from form4_grammar.cli.render import render
from form4_grammar.cli.report import report
from form4_grammar.cli.screen import complain, console, escaped, only_one, printed, write, write_utf8
from form4_grammar.cli.streams import need_stdout

app = typer.Typer(
    name="form4",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "token_normalize_func": lambda word: {"output-format": "format"}.get(word, word),  # as users of ruff type it
    },
    help="""\
Reads copies of SEC Forms 3, 4 and 5 by the grammar of the printed form.

\b
  form4 parse tests/filings/form4-plain.txt    # what the filing says
  form4 check tests/filings/form4-plain.txt    # what departs from the form
  form4 check tests/dialects --statistics      # the same of a whole folder
  form4 report tests/filings/form4-plain.txt -o report.html    # to look at
  form4 diff tests/filings/form4-plain.txt tests/dialects/form4-plain.xml
  form4 render tests/dialects/form4-plain.html    # as a clean page of text
  form4 rule L023                              # what a finding means

Each command has more examples in its own --help. They work as they are where
the repository was cloned; elsewhere put a file of yours in their place.

Exit code 0: fine. 1: findings, a part of the filing that could not be read,
copies that differ, or a document that is no Form 3, 4 or 5 (in a folder such
files are only counted). 2: wrong usage, or what cannot be read or written. Of
several documents, the highest of their codes.
""",
)


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
        raise SystemExit
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
    spans: Annotated[bool, typer.Option("--spans", help="As JSON, with the place and the raw text of every field.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Instead of the filing: how each document was read, and what its lines became.")
    ] = False,
    output_file: OutputFile = None,
    exclude: Exclude = None,
    gitignore: Gitignore = None,
    show_files: ShowFiles = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    column: Column = None,
    workers: Workers = None,
    seconds: Seconds = 60.0,
) -> None:
    """Read documents: a document becomes its filing.

    \b
      form4 parse tests/filings/form4-plain.txt
      form4 parse tests/dialects --format jsonl -o filings.jsonl
      cat tests/filings/form4-plain.txt | form4 parse - --format json --spans
      form4 parse tests/dialects/form4-plain.html --explain

    What stands on the page and could not be read is named in "unread" and in the findings, and is null or empty in the filing.

    Exit code 0: read. 1: a part of a filing could not be read, or a document is no Form 3, 4 or 5. 2: wrong usage, or a
    path that cannot be read.
    """
    asked = Asked(
        paths,
        format,
        form,
        grammar,
        dialect,
        spans,
        explain,
        output_file,
        exclude,
        gitignore,
        show_files,
        quiet,
        verbose,
        column,
        workers,
        seconds,
    )
    raise SystemExit(run(asked))


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
      form4 tree tests/filings/form4-plain.txt
      form4 tree tests/filings/form4-plain.txt --format sexp > plain.tree
      form4 tree tests/dialects/form4-plain.html --spans

    Exit code 0: shown. 1: the document is no Form 3, 4 or 5. 2: wrong usage, or a path that cannot be read.
    """
    from form4_grammar.formats.sexp import sexp

    need_stdout()
    name = one_name(path)
    document = read_one(name, read_as(form, grammar), dialect) if name is not None else None
    if name is None or document is None:
        raise SystemExit(2)
    if refused(name, document):
        raise SystemExit(1)
    if format is TreeFormat.sexp:
        write(escaped(sexp(document.tree, spans=spans)))
    else:
        from form4_grammar.cli.tree_view import tree_view

        screen = console()
        screen.print(tree_view(document.tree, spans=spans, width=None if full else screen.width))


app.command()(check)
app.command(short_help="Compare two copies of one filing.")(diff)
app.command(short_help="Write a filing as a page of text, or as XML.")(render)
app.command(short_help="Write a page to look at: document, form and findings.")(report)
app.command(short_help="Write documents as the tables of the SEC's data sets.")(export)


@app.command(short_help="Explain a rule, or list them.")
def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code, a family's letter, or a name. None: all.")
    ] = None,
) -> None:
    """Explain a rule: what it finds, why it matters, what to do, and an example cut to where the fault is.

    \b
      form4 rule                # list all rules
      form4 rule N              # list a family: L, H, T, C, N, D, S, X or yours
      form4 rule L023           # by code
      form4 rule shifted-row    # by name
    """
    from form4_grammar.catalogue import RULES, find, unknown
    from form4_grammar.cli.explained import explained, in_lines, listed

    settings()  # the rules of the project are rules, too
    found = find(code) if code is not None else list(RULES.values())
    if not found:
        complain(unknown(code or ""))
        raise SystemExit(2)
    if len(found) == 1 and code is not None:
        console().print(explained(found[0]))
    elif sys.stdout.isatty():
        console().print(listed(found))
    else:
        write(in_lines(found))


@app.command(short_help="Print the grammar that is in force, draw it, or check one of your own.")
def grammar(
    form: Annotated[FormNumber | None, typer.Argument(metavar="[3|4|5]", help="The form. Default: 4.")] = None,
    own: GrammarFile = None,
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
      form4 grammar 4 --years        # the layouts since 1996
      form4 grammar --grammar examples/form144/form144.lark    # your own, in one
      form4 grammar --lint examples/form144/form144.lark

    Exit code 0: fine. 1: --lint found something that may stay. 2: it found what keeps the grammar from being
    used, or wrong usage.
    """
    from form4_grammar.grammar import load

    number = FormNumber.form4 if form is None else form
    only_one(**{"--diagram": diagram, "--lint": lint, "--years": years})
    only_one(**{f"the form {number.value}": form, "--grammar": own, "--lint": lint})
    only_one(**{"--grammar": own, "--years": years})
    if lint is not None:
        raise SystemExit(_lint(lint))
    if years:
        from form4_grammar.grammar.layouts import layouts

        for one in layouts(number.value):
            write(f"{one.years}\n{''.join(f'  {text}' + chr(10) for text in one.signs)}")
        return
    chosen = own_grammar(own) if own is not None else load(number.value)
    if diagram is None:
        write(chosen.text)
        return
    from form4_grammar.formats.diagram import diagram as drawn

    try:
        page = drawn(chosen)
    except ImportError:
        complain("drawing takes the library railroad-diagrams: pip install 'form4-grammar[diagrams]'")
        raise SystemExit(2) from None
    if diagram in STDOUT:
        write_utf8(page)
    else:
        write_file(diagram, page)


def _lint(path: str) -> int:
    """Prints what is wrong with a grammar, a line each; gives the exit code."""
    from form4_grammar.grammar.linting import lint

    problems = lint(Path(path))
    for problem in problems:
        write(f"{printed(str(problem))}\n")
    if not problems:
        sys.stderr.write(f"Nothing is wrong with {printed(path)}.\n")
    return max((2 if problem.is_fatal else 1 for problem in problems), default=0)


@app.command()
def schema(
    own: GrammarFile = None,
    of_check: Annotated[bool, typer.Option("--check", help="Of what check --format json prints instead.")] = False,
) -> None:
    """Print the JSON Schema of parse --format json.

    \b
      form4 schema > form4.schema.json
      form4 schema --check
      form4 schema --grammar examples/form144/form144.lark
    """
    if own is not None and not of_check:  # what is found has one shape, whatever the form
        from form4_grammar.as_json.own_schema import own_schema

        json_page(own_schema(own_grammar(own)))
        return
    from form4_grammar.as_json.contract import Checked, Document
    from form4_grammar.as_json.contract import schema as json_schema

    json_page(json_schema(Checked if of_check else Document))
