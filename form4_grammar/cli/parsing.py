"""What ``form4 parse`` does."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from form4_grammar.cli.choices import DialectChoice, FormChoice, ParseFormat
from form4_grammar.cli.documents import Given, How, Telling, cores, given, need_tables, outcomes, shown_files, without_output
from form4_grammar.cli.files import standard_output
from form4_grammar.cli.output import json_documents, json_line
from form4_grammar.cli.own import how_read
from form4_grammar.cli.project import searching
from form4_grammar.cli.screen import complain, console, numbered, only_one, printed, write, write_utf8
from form4_grammar.cli.streams import is_over, need_stdout
from form4_grammar.controls import dead
from form4_grammar.records import NamedTuple

if TYPE_CHECKING:
    from form4_grammar.bulk.readings import Outcome

_NAMED = 3
"""Of how many documents it is said which parts of them were not read."""


class Asked(NamedTuple):
    """What the command is asked for: its arguments and options, as its help has them."""

    paths: list[str]
    format: ParseFormat | None = None
    form: FormChoice = FormChoice.auto
    grammar: str | None = None
    dialect: DialectChoice = DialectChoice.auto
    spans: bool = False
    explain: bool = False
    output_file: str | None = None
    exclude: list[str] | None = None
    gitignore: bool | None = None
    show_files: bool = False
    quiet: bool = False
    verbose: bool = False
    column: str | None = None
    workers: int | None = None
    seconds: float = 60.0


def run(asked: Asked) -> int:
    """Tells what documents say. Gives the exit code, or exits with 2 after a complaint."""
    only_one(**{"--explain": asked.explain, "--format": asked.format})
    only_one(**{"--explain": asked.explain, "--spans": asked.spans})
    if asked.spans and asked.format in (ParseFormat.summary, ParseFormat.page):
        complain(f"--spans goes with JSON, and not with --format {asked.format.value}")
        raise SystemExit(2)
    if asked.output_file is None:
        need_stdout()
    telling = Telling.NOTHING if asked.quiet else Telling.EACH if asked.verbose else Telling.SHORT
    documents = given(asked.paths, searching(asked.paths, asked.exclude, asked.gitignore), telling)
    documents = without_output(documents, asked.output_file)
    if asked.show_files:
        return shown_files(documents)
    need_tables(documents, asked.column)
    settings = {**how_read(asked.form, asked.grammar, asked.dialect), "spans": asked.spans}
    with standard_output(asked.output_file):
        is_seen = sys.stdout.isatty() and not asked.spans  # which only JSON has
        chosen = asked.format or (ParseFormat.summary if is_seen else ParseFormat.json)
        code, shown = _parsed(
            documents, None if asked.explain else chosen, settings, How(asked.workers or cores(), asked.seconds, asked.column)
        )
        if chosen is ParseFormat.summary and not asked.explain and shown and not is_over():
            own = ["--grammar", asked.grammar] if asked.grammar is not None else []
            write(f"Next: {printed(shlex.join(['form4', 'check', *asked.paths, *own]))}\n")  # as it can be copied, however long
    return code


def _parsed(documents: Given, style: ParseFormat | None, settings: dict[str, Any], how: How) -> tuple[int, int]:
    """Writes what was read of each document, or with no format how it was read. Gives the exit code, and of how many it was."""
    from form4_grammar.bulk import readings

    code = 2 if documents.missed else 0
    shown = 0
    is_for_people = style in (None, ParseFormat.summary, ParseFormat.page)
    if is_for_people:
        how = how._replace(workers=1)
    objects: list[Any] = []
    partial: list[Outcome] = []
    for one in outcomes(documents, readings.parsed if is_for_people else readings.parsed_json, settings, how):
        code = max(code, one.code)
        if one.made is None:
            continue
        if one.unread and style is not ParseFormat.summary:  # which says it itself
            partial.append(one)
        if style is ParseFormat.jsonl:
            json_line(one.made)
        elif style is ParseFormat.json:
            objects.append(one.made)
        elif style is ParseFormat.page:
            text = one.made.source.text if one.made.page is None else one.made.page.text
            write_utf8(("\f\n" if shown else "") + dead(text.rstrip("\n")) + "\n")
        elif style is ParseFormat.summary:
            from form4_grammar.cli.summary import summary

            if not one.made.is_read and not one.made.unread:
                continue
            console().print(summary(one.name, one.made))
        else:
            from form4_grammar.cli.explanation import explanation
            from form4_grammar.reading.explaining import explain as explained

            console().print(explanation(one.name, explained(one.made)))
        shown += 1
    if style is ParseFormat.json and (objects or code < 2):
        json_documents(objects, is_one=documents.is_one and len(objects) == 1)
    _tell_unread(partial)
    return code, shown


def _tell_unread(partial: Sequence[Outcome]) -> None:
    """Says which parts of documents were not read; of many, in how many that is."""
    for one in partial[:_NAMED]:
        complain(f"{one.name}: not read: {', '.join(one.unread)}")
    if len(partial) > _NAMED:
        complain(f"and parts of {numbered(len(partial) - _NAMED, 'document')} more")
