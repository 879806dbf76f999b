"""The commands of ``form4``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from form4_grammar.cli.documents import contents, given
from form4_grammar.cli.screen import complain, console, write

if TYPE_CHECKING:
    from form4_grammar import Diagnostic, Parsed

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
  form4 check filings/ --format concise
  form4 tree smith.txt             the parse tree
  form4 rule L023                  what a finding means

Exit code 0: fine. 1: findings, or a document that is no Form 3, 4 or 5. 2: wrong usage, or a path that cannot be read.
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


class Level(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"


class Place(StrEnum):
    filing = "filing"
    rendering = "rendering"


class FormChoice(StrEnum):
    auto = "auto"
    form3 = "3"
    form4 = "4"
    form5 = "5"


class FormNumber(StrEnum):
    form3 = "3"
    form4 = "4"
    form5 = "5"


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders (searched for .txt), or - for standard input.")
]
OnePath = Annotated[str, typer.Argument(metavar="PATH", help="A file, or - for standard input.")]
Form = Annotated[FormChoice, typer.Option("--form", help="The form; by default what the page itself says.")]


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
    spans: Annotated[bool, typer.Option("--spans", help="With JSON: the place and the raw text of every field.")] = False,
) -> None:
    """Read documents: a document becomes its filing.

    \b
      form4 parse smith.txt
      form4 parse filings/ --format jsonl > filings.jsonl
      cat smith.txt | form4 parse - --format json --spans
    """
    from form4_grammar.export import jsonable

    chosen = format or (ParseFormat.summary if sys.stdout.isatty() else ParseFormat.json)
    documents = given(paths)
    code = 2 if documents.missed else 0
    objects: list[dict[str, Any]] = []
    for name, parsed in _parsed(documents.names, form):
        if parsed is None:
            code = 2
            continue
        code = max(code, _outcome(name, parsed))
        if chosen is ParseFormat.summary:
            from form4_grammar.cli.summary import summary

            console().print(summary(name, parsed))
        elif chosen is ParseFormat.jsonl:
            _line(jsonable.parsed(name, parsed, spans=spans))
        else:
            objects.append(jsonable.parsed(name, parsed, spans=spans))
    if chosen is ParseFormat.json and (objects or not documents.missed):
        _pretty(objects, is_one=documents.is_one)
    raise typer.Exit(code)


@app.command()
def tree(
    path: OnePath,
    format: Annotated[TreeFormat, typer.Option("--format", help="For people, or an S-expression for diffs.")] = TreeFormat.rich,
    form: Form = FormChoice.auto,
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

    documents = given([path])
    code = 2 if documents.missed else 0
    if len(documents.names) > 1 or (documents.names and not documents.is_one):
        complain(f"{path}: give one file")
        raise typer.Exit(2)
    for name, parsed in _parsed(documents.names, form):
        if parsed is None:
            code = 2
            continue
        code = max(code, _outcome(name, parsed))
        if parsed.filing is None:
            continue
        if format is TreeFormat.sexp:
            write(sexp(parsed.tree, spans=spans))
        else:
            from form4_grammar.cli.tree_view import tree_view

            screen = console()
            screen.print(tree_view(parsed.tree, spans=spans, width=None if full else screen.width))
    raise typer.Exit(code)


@app.command()
def check(
    paths: Paths,
    format: Annotated[CheckFormat, typer.Option("--format", help="How findings are shown.")] = CheckFormat.full,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", help="Only these rules: codes, families or names; repeat or use commas."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="All but these rules.")] = None,
    fail_on: Annotated[
        Level, typer.Option("--fail-on", help="Exit with 1 for findings of this severity or above.")
    ] = Level.error,
    locus: Annotated[
        Place | None,
        typer.Option("--locus", help="Only what the filer did (filing), or what the copy did (rendering)."),
    ] = None,
    form: Form = FormChoice.auto,
) -> None:
    """Check documents: where do they depart from the form?

    \b
      form4 check smith.txt
      form4 check filings/ --format concise --fail-on warning
      form4 check smith.txt --select L,C002 --ignore L014
    """
    from form4_grammar.checking import Checked, check_parsed
    from form4_grammar.cli import findings
    from form4_grammar.export import jsonable

    keep = _selection(select, ignore, locus)
    documents = given(paths)
    code = 2 if documents.missed else 0
    objects: list[dict[str, Any]] = []
    total: list[Diagnostic] = []
    limit = {"error": 2, "warning": 1, "info": 0}[fail_on.value]
    for name, parsed in _parsed(documents.names, form):
        if parsed is None:
            code = 2
            continue
        found = tuple(one for one in check_parsed(parsed).diagnostics if one.rule.code in keep)
        total += found
        if parsed.filing is None or any(one.severity.rank >= limit for one in found):
            code = max(code, 1)
        if format is CheckFormat.full:
            console().print(findings.full(name, parsed.source, found or _reasons(parsed)))
        elif format is CheckFormat.concise:
            for line in findings.concise(name, parsed.source, found or _reasons(parsed)):
                write(line + "\n")
        elif format is CheckFormat.jsonl:
            _line(jsonable.checked(name, Checked(parsed.source, parsed.form, found)))
        else:
            objects.append(jsonable.checked(name, Checked(parsed.source, parsed.form, found)))
    if format is CheckFormat.json and (objects or not documents.missed):
        _pretty(objects, is_one=documents.is_one)
    if format in (CheckFormat.full, CheckFormat.concise) and documents.names:
        sys.stderr.write(findings.count(total, len(documents.names)) + "\n")
    raise typer.Exit(code)


@app.command()
def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code, a family's letter, or a name. None: all.")
    ] = None,
) -> None:
    """Explain a rule, or list them all.

    \b
      form4 rule
      form4 rule L023
      form4 rule shifted-row
    """
    from form4_grammar.catalogue import RULES, find
    from form4_grammar.cli.explained import explained, listed

    found = find(code) if code is not None else list(RULES.values())
    if not found:
        complain(f"no such rule: {code}")
        raise typer.Exit(2)
    console().print(listed(found) if len(found) > 1 or code is None else explained(found[0]))


@app.command()
def grammar(
    form: Annotated[FormNumber, typer.Argument(help="The form.")] = FormNumber.form4,
) -> None:
    """Print the grammar that is in force, imports resolved.

    \b
      form4 grammar 4 > form4.lark
    """
    from form4_grammar.export.grammar_text import grammar_text
    from form4_grammar.grammar import load

    write(grammar_text(load(form.value)))


@app.command()
def schema() -> None:
    """Print the JSON Schema of what parse --format json prints."""
    from form4_grammar.export.contract import schema as json_schema

    _pretty([json_schema()], is_one=True)


def _parsed(names: tuple[str, ...], form: FormChoice) -> Iterator[tuple[str, Parsed | None]]:
    from form4_grammar import parse as read

    for name, content in contents(names):
        yield name, None if content is None else read(content, form=form.value)


def _reasons(parsed: Parsed) -> tuple[Diagnostic, ...]:
    """Why a document was not read, whatever was selected."""
    return parsed.diagnostics if parsed.filing is None else ()


def _outcome(name: str, parsed: Parsed) -> int:
    """The exit code of a document; complains where it is no form."""
    if parsed.filing is not None:
        return 0
    for found in parsed.diagnostics:
        complain(f"{name}: {found.message}")
    return 1


def _selection(select: list[str] | None, ignore: list[str] | None, locus: Place | None) -> set[str]:
    """The codes that were asked for. Exits with 2 where a word means no rule."""
    from form4_grammar.catalogue import RULES, find

    def codes(words: list[str]) -> set[str]:
        chosen = set()
        for word in (part.strip() for text in words for part in text.split(",")):
            found = find(word)
            if not found:
                complain(f"no such rule: {word}")
                raise typer.Exit(2)
            chosen |= {one.code for one in found}
        return chosen

    keep = codes(select) if select else set(RULES)
    keep -= codes(ignore) if ignore else set()
    return {code for code in keep if locus is None or RULES[code].locus.value in (locus.value, "either")}


def _line(shown: dict[str, Any]) -> None:
    import msgspec

    write(msgspec.json.encode(shown).decode() + "\n")


def _pretty(shown: list[dict[str, Any]], *, is_one: bool) -> None:
    import msgspec

    text = msgspec.json.encode(shown[0] if is_one and shown else shown)
    write(msgspec.json.format(text, indent=2).decode() + "\n")
