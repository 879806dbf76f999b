"""The formats of `form4 check`: each takes one document after the other, and ends when all are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from form4_grammar.cli.choices import CheckFormat
from form4_grammar.cli.own import here
from form4_grammar.cli.screen import show, write_utf8
from form4_grammar.cli.verdicts import concise
from form4_grammar.records import NamedTuple

if TYPE_CHECKING:
    from form4_grammar.checking import Checked
    from form4_grammar.diagnostics import Severity


FOR_PEOPLE = (CheckFormat.full, CheckFormat.concise)
COUNTED = (*FOR_PEOPLE, CheckFormat.github)
"""The formats after which the findings are counted on stderr."""


class Ended(NamedTuple):
    """What is known when all documents are read: whether they could be, and whether one document was asked for."""

    complete: bool
    is_one: bool


class Report(Protocol):
    """What becomes of documents in one format."""

    def add(self, name: str, document: Checked) -> None:
        """Takes what is to be told of a document."""

    def end(self, ended: Ended) -> None:
        """Writes what can only be written now."""


class _Each:
    """A format that writes each document as it comes."""

    def __init__(self, tell: Callable[[str, Checked], None]) -> None:
        self.tell = tell

    def add(self, name: str, document: Checked) -> None:
        self.tell(name, document)

    def end(self, ended: Ended) -> None:
        del ended


class _Whole:
    """A format that is one text: what each document adds to it, and how all of that is written."""

    def __init__(self, part: Callable[[str, Checked], Any], write: Callable[[list[Any], Ended], None]) -> None:
        self.part, self.write = part, write
        self.parts: list[Any] = []

    def add(self, name: str, document: Checked) -> None:
        self.parts.append(self.part(name, document))

    def end(self, ended: Ended) -> None:
        self.write(self.parts, ended)


def report(style: CheckFormat, fails_at: Severity) -> Report:
    """What writes a format to standard output."""
    return _REPORTS[style](fails_at)


def _full(_: Severity) -> Report:
    def tell(name: str, document: Checked) -> None:
        if document.diagnostics:
            from form4_grammar.cli.findings import full

            show(lambda width: full(name, document.source, document.diagnostics, width))

    return _Each(tell)


def _concise(_: Severity) -> Report:
    from form4_grammar.cli.output import lines

    return _Each(lambda name, document: lines(concise(name, document.diagnostics)))


def _github(_: Severity) -> Report:
    from form4_grammar.cli.output import lines
    from form4_grammar.formats.github import workflow_commands

    return _Each(lambda name, document: lines(workflow_commands(name, document)))


def _jsonl(_: Severity) -> Report:
    from form4_grammar.as_json import jsonable
    from form4_grammar.cli.output import encodable, json_line

    return _Each(lambda name, document: json_line(jsonable.checked(encodable(name), document)))


def _json(_: Severity) -> Report:
    from form4_grammar.as_json import jsonable
    from form4_grammar.cli.output import encodable, json_documents

    def write(parts: list[Any], ended: Ended) -> None:
        if parts or ended.complete:
            json_documents(parts, is_one=ended.is_one and len(parts) == 1)

    return _Whole(lambda name, document: jsonable.checked(encodable(name), document), write)


def _gitlab(_: Severity) -> Report:
    from form4_grammar.cli.output import json_page
    from form4_grammar.formats.gitlab import issues

    def write(parts: list[Any], _: Ended) -> None:
        json_page([issue for part in parts for issue in part])

    return _Whole(lambda name, document: list(issues(name, document, root=here())), write)


def _junit(fails_at: Severity) -> Report:
    from form4_grammar.cli.output import encodable
    from form4_grammar.formats import junit

    return _Whole(
        lambda name, document: junit.suite(encodable(name), document, fails_at=fails_at),
        lambda parts, _: write_utf8(junit.report(parts)),
    )


def _sarif(_: Severity) -> Report:
    from form4_grammar import __version__
    from form4_grammar.cli.output import json_page
    from form4_grammar.formats import sarif

    return _Whole(
        lambda name, document: sarif.part(name, document, root=here()),
        lambda parts, ended: json_page(sarif.log(parts, version=__version__, complete=ended.complete)),
    )


_REPORTS: Mapping[CheckFormat, Callable[[Severity], Report]] = {
    CheckFormat.full: _full,
    CheckFormat.concise: _concise,
    CheckFormat.json: _json,
    CheckFormat.jsonl: _jsonl,
    CheckFormat.github: _github,
    CheckFormat.gitlab: _gitlab,
    CheckFormat.junit: _junit,
    CheckFormat.sarif: _sarif,
}
