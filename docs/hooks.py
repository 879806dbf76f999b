"""What of the site is made when it is built: commands, schema, grammar, changes, design and pictures of the terminal."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from mkdocs.structure.files import File
from rich.console import Console

from form4_grammar import check, parse
from form4_grammar.as_json.contract import schema
from form4_grammar.cli import findings
from form4_grammar.cli.commands import app
from form4_grammar.cli.screen import styled
from form4_grammar.cli.summary import summary
from form4_grammar.formats.diagram import diagram
from form4_grammar.grammar import load

ROOT = Path(__file__).resolve().parent.parent
PAGE, FAULTY = (f"tests/filings/{name}.txt" for name in ("form4-plain", "form4-fault-letter-in-amount"))
_OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.\./[^)]*\)")


def on_files(files: Any, config: Any) -> Any:
    """Adds what is generated to the files of the site."""
    made = {
        "reference/commands.md": commands(),
        "reference/schema.md": f"# JSON Schema\n\n```json\n{json.dumps(schema(), indent=2)}\n```\n",
        "reference/grammar.md": grammars(),
        "changes.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        "design.md": design(),
        "img/summary.svg": picture("parse", PAGE),
        "img/check.svg": picture("check", FAULTY),
        **{f"reference/form{form}.html": diagram(load(form)) for form in "345"},
    }
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Takes links to files outside of the site for the names of these."""
    return _OUTSIDE.sub(r"\1", markdown)


def commands() -> str:
    """The help of every command."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("form4", [], resilient_parsing=True)
    parts = ["# Commands\n\nWhat `form4 COMMAND --help` prints. The examples work where the repository was cloned."]
    parts.append(f"```text\n{group.get_help(context)}\n```")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        parts.append(f"## form4 {name}\n\n```text\n{command.get_help(inner)}\n```")
    return "\n\n".join(parts) + "\n"


def grammars() -> str:
    """The grammars in force, as text, with their diagrams beside."""
    parts = ["# Grammar\n\nWhat `form4 grammar` prints, and what `--diagram` draws."]
    parts += [
        f"## Form {form}\n\n[As a diagram](form{form}.html)\n\n```text\n{load(form).text.rstrip()}\n```" for form in "345"
    ]
    return "\n\n".join(parts) + "\n"


def design() -> str:
    """The sections of CONTRIBUTING.md that say how it is done, and why."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sections = dict(_sections(text))
    chosen = ("The map", "Hard rules", "How it is done", "Dependencies")
    return "# Design\n\n" + "\n".join(f"## {title}\n{sections[title]}" for title in chosen)


def _sections(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        yield title, body


def picture(command: str, path: str) -> str:
    """A terminal that shows what a command makes of a page."""
    screen = Console(record=True, width=90, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False)
    screen.print(f"$ form4 {command} {path}", style="dim")
    if command == "parse":
        screen.print(summary(path, parse(ROOT / path)))
    else:
        checked = check(ROOT / path)
        screen.print(styled(findings.full(path, checked.source, checked.diagnostics, screen.width)))
    return screen.export_svg(title=f"form4 {command}", unique_id=f"form4-{command}")
