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
        metavar="PATH...",
        help="Files, folders, or - for standard input. Folders are searched, as deep as they go, for .txt, .html, .htm, .md, "
        ".xml and what holds these (.mhtml, .eml, .gz, .zip); hidden files and folders, such as .git, are passed over, and "
        "links to folders are not followed.",
    ),
]
OnePath = Annotated[str, typer.Argument(metavar="PATH", help="A file, or - for standard input.")]
Form = Annotated[FormChoice, typer.Option("--form", help="The form; by default what the page itself says.")]
Dialect = Annotated[
    DialectChoice, typer.Option("--dialect", help="How the document is written; by default what it looks like.")
]
OwnGrammar = Annotated[
    str | None,
    typer.Option("--grammar", metavar="FILE", help="Read it as a form of your own, whose grammar is this .lark file."),
]
