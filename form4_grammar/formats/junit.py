"""Findings as JUnit XML, which most CI servers show: a suite for each document, a case for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from form4_grammar.checking import Checked
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.ownership_xml.facets import FORBIDDEN


def suite(name: str, document: Checked, *, fails_at: Severity) -> ET.Element:
    """The suite of a document: findings at or above a severity fail, others only tell; without any, one case passes."""
    failing = sum(found.severity.rank >= fails_at.rank for found in document.diagnostics)
    made = ET.Element(
        "testsuite", name=_text(name), tests=str(len(document.diagnostics) or 1), failures=str(failing), errors="0"
    )
    if not document.diagnostics:
        ET.SubElement(made, "testcase", name="no findings", classname=_text(name), file=_text(name))
    for found in document.diagnostics:
        _case(made, name, found, document, fails=found.severity.rank >= fails_at.rank)
    return made


def _case(parent: ET.Element, name: str, found: Diagnostic, document: Checked, *, fails: bool) -> None:
    start = document.source.position(found.start)
    case = ET.SubElement(
        parent, "testcase", name=f"{found.code} {found.name}", classname=_text(name), file=_text(name), line=str(start.line)
    )
    told = f"line {start.line}, column {start.column}: {found.severity.value}: {found.message}"
    text = _text(f"{told}\n{found.help}" if found.help else told)
    if fails:
        ET.SubElement(case, "failure", message=_text(found.message), type=found.severity.value).text = text
    else:
        ET.SubElement(case, "system-out").text = text


def report(suites: Sequence[ET.Element]) -> str:
    """All suites as a document of XML."""
    whole = ET.Element("testsuites", name="form4")
    for key in ("tests", "failures", "errors"):
        whole.set(key, str(sum(int(one.get(key, "0")) for one in suites)))
    whole.extend(suites)
    ET.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(whole, encoding="unicode")}\n'


def _text(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return FORBIDDEN.sub("\ufffd", text)
