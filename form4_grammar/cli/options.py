"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


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


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help="Files, folders (searched for .txt, .html, .htm, .md and .xml), or - for standard input."
    ),
]
OnePath = Annotated[str, typer.Argument(metavar="PATH", help="A file, or - for standard input.")]
Form = Annotated[FormChoice, typer.Option("--form", help="The form; by default what the page itself says.")]
Dialect = Annotated[
    DialectChoice, typer.Option("--dialect", help="How the document is written; by default what it looks like.")
]
