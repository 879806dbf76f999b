"""Findings as a SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from form4_grammar.catalogue import family, order
from form4_grammar.checking import Checked
from form4_grammar.diagnostics import Diagnostic, Rule, Severity
from form4_grammar.documents.source import Source
from form4_grammar.formats.rule_reference import markdown, plain

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Part:
    """What one document adds to a log."""

    location: dict[str, Any]
    results: list[dict[str, Any]]
    rules: frozenset[Rule]


def part(name: str, document: Checked, *, root: PurePath) -> Part:
    """A document's part of a log. Its address is relative to `root`, an absolute path, if it lies below it."""
    location = _artifact(name, root)
    results = [_result(found, location, document.source) for found in document.diagnostics]
    return Part(location, results, frozenset(found.rule for found in document.diagnostics))


def log(parts: Sequence[Part], *, version: str, complete: bool = True) -> dict[str, Any]:
    """The log of one run over documents. `complete` says whether all of them could be read."""
    locations = {one.location["uri"]: one.location for one in parts}
    rules = sorted(frozenset[Rule]().union(*(one.rules for one in parts)), key=order)
    driver = {"name": "form4", "version": version, "rules": [_rule(rule) for rule in rules]}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": complete}],
                "artifacts": [{"location": one, "roles": ["analysisTarget"]} for one in locations.values()],
                "results": [result for one in parts for result in one.results],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {"text": plain(rule), "markdown": markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "locus": rule.locus.value,
            "family": family(rule),
            "forms": sorted(rule.forms),
            "tags": [family(rule), rule.locus.value],
        },
    }


def _result(found: Diagnostic, location: dict[str, Any], source: Source) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": _physical(location, source, found.start, found.end)}
    if found.path is not None:
        place["logicalLocations"] = [{"fullyQualifiedName": found.path}]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": _message(f"{found.message}\n{found.help}" if found.help else found.message),
        "locations": [place],
        "properties": {"locus": found.rule.locus.value},
    }
    if found.labels:
        result["relatedLocations"] = list(_related(found, location, source))
    return result


def _related(found: Diagnostic, location: dict[str, Any], source: Source) -> Iterator[dict[str, Any]]:
    for number, label in enumerate(found.labels, 1):
        place = _physical(location, source, label.start, label.end)
        yield {"id": number, "physicalLocation": place, "message": _message(label.message)}


def _physical(location: dict[str, Any], source: Source, start: int, end: int) -> dict[str, Any]:
    if source.paper is not None:  # a PDF has no lines
        return {"artifactLocation": location}
    return {"artifactLocation": location, "region": _region(source, start, end)}


def _region(source: Source, start: int, end: int) -> dict[str, int]:
    """A place in a document; of one that was refused there is no text, and so only its first line."""
    if not source.text:
        return {"startLine": 1}
    first, last = source.position(start), source.position(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": start,
        "charLength": end - start,
    }


def _message(text: str) -> dict[str, str]:
    """A message without placeholders (``{0}``) or links (``[text](address)``), which the words of a document could hold."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _artifact(name: str, root: PurePath) -> dict[str, Any]:
    if name == "-":
        return {"uri": "stdin", "description": {"text": "standard input"}}
    path = PurePath(os.path.normpath(root / name))
    if not path.is_relative_to(root):
        return {"uri": f"file://{_encoded('/' + path.as_posix().lstrip('/'))}"}
    return {"uri": _encoded(path.relative_to(root).as_posix()), "uriBaseId": _ROOT}


def _encoded(path: str) -> str:
    return quote(os.fsencode(path), safe="/")
