"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from form4_grammar.cli.choices import DialectChoice, FormChoice

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns, or - for standard input. Folders are searched at any depth for .txt, .html, .htm, .md, "
        ".xml, .pdf, .mhtml, .eml, .nc, .gz, .zip and .tar. Left out are hidden files and folders, what git ignores, "
        "node_modules, virtual environments, and folders behind links. Archives are opened, and .jsonl and .parquet with "
        "a page in each row.",
    ),
]
OnePath = Annotated[str, typer.Argument(metavar="PATH", help="A file, or - for standard input.")]
Form = Annotated[FormChoice, typer.Option("--form", help="The form; by default what the page itself says.")]
Dialect = Annotated[
    DialectChoice, typer.Option("--dialect", help="How the document is written; by default what it looks like.")
]
OwnGrammar = Annotated[
    str | None,
    typer.Option(
        "--grammar", metavar="FILE", help="Read it as a form of your own: its .lark file, or the name of an installed one."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("-j", "--jobs", min=1, metavar="NUMBER", help="Processes that read. Default: as many as there are cores."),
]
Seconds = Annotated[float, typer.Option("--page-seconds", min=0.1, metavar="SECONDS", help="How long one page may take.")]
Column = Annotated[
    str | None,
    typer.Option(
        "--column",
        metavar="NAME",
        help="The column with the pages in .jsonl and .parquet. Default: content, text, html, markdown, …",
    ),
]


Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude", metavar="PATTERN", help="Leave out of folders, as in .gitignore: 'drafts/', '*.md'; repeat or use commas."
    ),
]
Gitignore = Annotated[
    bool | None,
    typer.Option(
        "--respect-gitignore/--no-respect-gitignore",
        help="Leave out of folders what git ignores. Default: yes.",
        show_default=False,
    ),
]
ShowFiles = Annotated[
    bool, typer.Option("--show-files", help="Read nothing: list the files that would be; with -v what is left out, too.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="On stderr only what could not be read.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Name each file that is left out, on a line of its own.")]
OutputFile = Annotated[
    str | None, typer.Option("-o", "--output-file", metavar="FILE", help="Write there, and not to standard output.")
]
GrammarFile = Annotated[
    str | None,
    typer.Option("--grammar", metavar="FILE", help="A form of your own: its .lark file, or the name of an installed one."),
]
