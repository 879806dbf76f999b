"""What the options of several words may be, without what parses them: paths alone need no parser."""

from __future__ import annotations

from enum import StrEnum


class FormChoice(StrEnum):
    auto = "auto"
    form3 = "3"
    form4 = "4"
    form5 = "5"


class DialectChoice(StrEnum):
    auto = "auto"
    text = "text"
    html = "html"
    markdown = "markdown"
    xml = "xml"
    pdf = "pdf"


class CheckFormat(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"
    sarif = "sarif"


class Level(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"


class Place(StrEnum):
    filing = "filing"
    rendering = "rendering"


class ParseFormat(StrEnum):
    summary = "summary"
    json = "json"
    jsonl = "jsonl"
    page = "page"
