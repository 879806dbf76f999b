"""Findings as workflow commands of GitHub Actions, which become annotations of a pull request."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from form4_grammar.checking import Checked
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.documents.source import Source

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A", "\t": "→"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that end a line, steer a terminal, turn the direction of writing, or cannot be encoded."""


def workflow_commands(name: str, document: Checked) -> Iterator[str]:
    """One line for each finding of a document. A document from standard input (``-``) is named as no file."""
    for found in document.diagnostics:
        properties = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in _properties(name, found, document.source))
        message = f"{found.message}\n{found.help}" if found.help else found.message
        yield f"::{_COMMANDS[found.severity]} {properties}::{_escaped(message, _MESSAGE)}"


def _properties(name: str, found: Diagnostic, source: Source) -> Iterator[tuple[str, str]]:
    start, end = source.position(found.start), source.position(found.end)
    if name != "-":
        yield "file", PurePath(name).as_posix()
    if name != "-" and source.paper is None:  # a PDF has no lines
        yield "line", str(start.line)
        yield "endLine", str(end.line)
        if start.line == end.line:  # GitHub drops the columns of a place of several lines, with a complaint
            yield "col", str(start.column)
            yield "endColumn", str(end.column)
    yield "title", f"{found.code} {found.rule.name}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    """The text on one line, with nothing in it that ends a value or begins another command."""
    return "".join(escapes.get(char) or ("\ufffd" if unicodedata.category(char) in _UNSAFE else char) for char in text)
