"""``form4 check``: where documents depart from the form. What it takes; `checking` has what it does."""

from __future__ import annotations

from typing import Annotated

import typer

from form4_grammar.cli.checking import Asked, run
from form4_grammar.cli.choices import CheckFormat, DialectChoice, FormChoice, Level, Place
from form4_grammar.cli.options import (
    Column,
    Dialect,
    Exclude,
    Form,
    Gitignore,
    OutputFile,
    OwnGrammar,
    Paths,
    Quiet,
    Seconds,
    ShowFiles,
    Verbose,
    Workers,
)


def check(
    paths: Paths,
    format: Annotated[
        CheckFormat,
        typer.Option(
            "--format", help="For people: full, concise. For programs: json, jsonl. For CI: github, gitlab, junit, sarif."
        ),
    ] = CheckFormat.full,
    output_file: OutputFile = None,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="Then count them by rule; on stderr with the formats that programs read."),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULES", help="Only these rules: codes, families or names; repeat or use commas."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help="All but these rules.")] = None,
    fail_on: Annotated[
        Level | None, typer.Option("--fail-on", help="Exit with 1 for findings of this severity or above. Default: error.")
    ] = None,
    locus: Annotated[
        Place | None,
        typer.Option(
            "--locus", help="Only what the filer did (filing) or the copy (rendering); what may be either is in both."
        ),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Tell only what is not known from this file.")
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option("--write-baseline", metavar="FILE", help="Tell nothing: write what is found as known, for --baseline."),
    ] = None,
    exclude: Exclude = None,
    gitignore: Gitignore = None,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="What standard input is called in what is told.")
    ] = None,
    show_files: ShowFiles = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    column: Column = None,
    workers: Workers = None,
    seconds: Seconds = 60.0,
) -> None:
    """Check documents: where do they depart from the form?

    \b
      form4 check tests/filings/form4-fault-row-shifted-left.txt
      form4 check tests/dialects --format concise --fail-on warning
      form4 check tests/dialects --select L,N017 --ignore L046 --statistics
      form4 check tests/dialects --format github       # annotates a pull request
      form4 check tests/dialects --format sarif -o form4.sarif

    Where old findings should not stand in the way of new ones: write them down once, and from then on see only others.

    \b
      form4 check tests/dialects --write-baseline known.json
      form4 check tests/dialects --baseline known.json

    What always holds for a project stands in its pyproject.toml, the nearest one upwards from here. An option takes
    the place of its key; --select also sets "ignore" aside, and --exclude leaves "extend-exclude" in force.

    \b
      [tool.form4]
      select = ["L", "C002"]       # codes, families or names
      ignore = ["older-wording"]
      fail-on = "warning"
      locus = "filing"
      exclude = ["drafts/"]        # as in .gitignore, from this folder
      extend-exclude = ["*.md"]    # another list of the same
      respect-gitignore = true
      baseline = "known.json"
      rules = ["mycompany.rules"]  # modules with rules of your own
      [tool.form4.per-file-ignores]
      "2003/*" = ["L"]

    What counts days, years or dollars can be set, too: see "form4 rule D007".

    Exit code 0: fine. 1: findings as --fail-on says, a part of a filing could not be read, or a document is no Form 3, 4
    or 5. 2: wrong usage, or a path that cannot be read.
    """
    asked = Asked(
        paths=paths,
        format=format,
        output_file=output_file,
        statistics=statistics,
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        locus=locus,
        exit_zero=exit_zero,
        baseline=baseline,
        write_baseline=write_baseline,
        exclude=exclude,
        gitignore=gitignore,
        stdin_filename=stdin_filename,
        show_files=show_files,
        quiet=quiet,
        verbose=verbose,
        form=form,
        grammar=grammar,
        dialect=dialect,
        column=column,
        workers=workers,
        seconds=seconds,
    )
    raise SystemExit(run(asked))
