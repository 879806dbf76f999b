"""The commands as tests run them: in this process, on a terminal of 80 columns without colour."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from form4_grammar.cli.commands import app


def form4(*arguments: str | Path, stdin: bytes = b"") -> Result:
    """What a command does."""
    return CliRunner().invoke(app, list(map(str, arguments)), input=stdin, env={"COLUMNS": "80", "NO_COLOR": "1"})


def run(*arguments: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it prints, as wide as it is where nothing else is said."""
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr
