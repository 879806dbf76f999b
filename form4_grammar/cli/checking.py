"""What ``form4 check`` does."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from form4_grammar.cli.choices import CheckFormat, DialectChoice, FormChoice, Level, Place
from form4_grammar.cli.documents import Given, How, Telling, cores, given, need_tables, outcomes, shown_files, without_output
from form4_grammar.cli.files import standard_output
from form4_grammar.cli.own import how_read
from form4_grammar.cli.project import searching, settings
from form4_grammar.cli.reports import COUNTED, FOR_PEOPLE, Ended, report
from form4_grammar.cli.screen import complain, only_one, printed, write
from form4_grammar.cli.streams import is_over, need_stdout
from form4_grammar.cli.told import Told, known_from
from form4_grammar.cli.verdicts import Verdict, next_step, statistics, verdict
from form4_grammar.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from form4_grammar import Diagnostic
    from form4_grammar.bulk.readings import Outcome
    from form4_grammar.cli.known import Written
    from form4_grammar.diagnostics import Severity
    from form4_grammar.settings import Config


class Asked(NamedTuple):
    """What the command is asked for: its arguments and options, as its help has them."""

    paths: list[str]
    format: CheckFormat = CheckFormat.full
    output_file: str | None = None
    statistics: bool = False
    select: list[str] | None = None
    ignore: list[str] | None = None
    fail_on: Level | None = None
    locus: Place | None = None
    exit_zero: bool = False
    baseline: str | None = None
    write_baseline: str | None = None
    exclude: list[str] | None = None
    gitignore: bool | None = None
    stdin_filename: str | None = None
    show_files: bool = False
    quiet: bool = False
    verbose: bool = False
    form: FormChoice = FormChoice.auto
    grammar: str | None = None
    dialect: DialectChoice = DialectChoice.auto
    column: str | None = None
    workers: int | None = None
    seconds: float = 60.0


def run(asked: Asked) -> int:
    """Tells where documents depart from the form. Gives the exit code, or exits with 2 after a complaint."""
    from form4_grammar.bulk import readings
    from form4_grammar.diagnostics import Severity

    only_one(**{"--write-baseline": asked.write_baseline, "--output-file": asked.output_file})
    project = settings()
    fresh = _fresh(asked.write_baseline)
    told = Told(
        project,
        asked.select,
        asked.ignore,
        asked.locus,
        known_from(asked.baseline, project) if fresh is None else None,
    )
    reading = how_read(asked.form, asked.grammar, asked.dialect)
    reading |= {"rules": project.rules, "numbers": project.numbers, "folder": str(project.folder)}
    if asked.output_file is None:
        need_stdout()
    documents = _documents(asked, project)
    if asked.show_files:
        return shown_files(documents)
    need_tables(documents, asked.column)
    how = How(asked.workers or cores(), asked.seconds, asked.column, says_refused=not _says_it_itself(asked))
    each = outcomes(documents, readings.checked, reading, how)
    if fresh is not None:
        return max(2 if documents.missed else 0, _write_down(fresh, told, each, quiet=asked.quiet))
    fails_at = Severity(asked.fail_on or project.fail_on or "error")
    return _tell(asked, documents, told, each, fails_at)


def _write_down(fresh: Written, told: Told, each: Iterator[Outcome], *, quiet: bool) -> int:
    """Makes a baseline of what is found. Gives the exit code."""
    code = 0
    for one in each:
        if one.made is None:
            code = max(code, one.code)
        else:
            fresh.add(one.name, told.of(one.name, one.made.diagnostics, has_filing=not one.refused))
    written = fresh.end()
    sys.stderr.write("" if quiet else f"{printed(written)}\n")
    return code


def _tell(asked: Asked, documents: Given, told: Told, each: Iterator[Outcome], fails_at: Severity) -> int:
    """Writes what is found, and then how much that is. Gives the exit code."""
    code = 2 if documents.missed else 0
    number = 0
    total: list[Diagnostic] = []
    with standard_output(asked.output_file):
        tell = report(asked.format, fails_at)
        for one in each:
            if one.made is None:
                code = max(code, one.code)
                continue
            has_filing = not one.refused
            found = told.of(one.name, one.made.diagnostics, has_filing=has_filing)
            number += 1
            if one.refused and not found and _says_it_itself(asked):
                complain(f"{one.name}: {one.refused}")
            if told.counts(found, has_filing=has_filing):
                code = max(code, one.code)
            code = max(code, int(any(finding.severity.rank >= fails_at.rank for finding in found)))
            total += found
            tell.add(one.name, replace(one.made, diagnostics=found))
        tell.end(Ended(complete=code < 2, is_one=documents.is_one))
        counted = "".join(line + "\n" for line in statistics(total)) if asked.statistics else ""
        if asked.format in FOR_PEOPLE:
            write(counted)
    if asked.format not in FOR_PEOPLE:
        sys.stderr.write(counted)
    sys.stdout.flush()  # where both streams lead to one place, what counts the findings comes last
    if asked.exit_zero and code == 1:
        code = 0
    if asked.format in COUNTED and number and not asked.quiet and not is_over():
        known = None if told.known is None else told.known.met
        sys.stderr.write(verdict(total, number, Verdict(code, fails_at, known)) + "\n")
        if asked.format is CheckFormat.full and _are_terminals():
            sys.stderr.write(next_step(total))
    return code


def _says_it_itself(asked: Asked) -> bool:
    """Whether the finding of a document that is no form says so to those who would read it on stderr, too."""
    is_told = asked.write_baseline is None and asked.output_file is None
    return is_told and asked.format in FOR_PEOPLE and _are_terminals()


def _are_terminals() -> bool:
    """Whether someone reads both what is found and what is said of it."""
    return sys.stdout.isatty() and sys.stderr.isatty()


def _documents(asked: Asked, project: Config) -> Given:
    """The documents that are asked for, but for the files that are written."""
    telling = Telling.NOTHING if asked.quiet else Telling.EACH if asked.verbose else Telling.SHORT
    found = given(asked.paths, searching(asked.paths, asked.exclude, asked.gitignore, project), telling)
    found = without_output(without_output(found, asked.output_file), asked.write_baseline)
    return found._replace(stdin=asked.stdin_filename or "-")


def _fresh(write_baseline: str | None) -> Written | None:
    """The baseline that is to be written."""
    if write_baseline is None:
        return None
    from form4_grammar.cli.known import Written

    return Written(write_baseline)
