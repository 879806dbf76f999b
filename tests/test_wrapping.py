"""Findings are laid out as rich lays out text, which a pipe does not wait for."""

from __future__ import annotations

import io
import subprocess
import sys
from random import Random

import pytest
from conftest import FILINGS
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from form4_grammar.cli.wrapping import _NARROW, Line, cells, cut, wrapped

CONSOLE = Console(file=io.StringIO(), width=80, color_system=None)
WORDS = ("a", "Form 4", "shares,", "株式会社", "e\u0301t\u00e9", "x" * 30, "報告" * 9, "👍🏽", "-", "\u05d0\u05d1")


def text_of(random: Random) -> str:
    return "".join(random.choice(WORDS) + random.choice(["", " ", " ", "   ", "\n"]) for _ in range(random.randrange(12)))


def shown(line: Line) -> str:
    return "".join(text for text, _ in line).rstrip(" ")


def test_signs_that_take_one_column_do() -> None:
    signs = [chr(code) for code in range(0x2_0000) if _NARROW.fullmatch(chr(code))]
    assert {"a", "ü", "→", "…", "⁽", "□"} <= set(signs)
    assert {cell_len(sign) for sign in signs} == {1}


@pytest.mark.parametrize("width", [5, 13, 40])
def test_lines_are_wrapped_as_rich_wraps_them(width: int) -> None:
    random = Random(width)  # noqa: S311 - which texts is no secret
    for _ in range(300):
        text = text_of(random)
        lines = [line.plain.rstrip(" ") for line in Text(text).wrap(CONSOLE, width)]
        half = len(text) // 2
        assert [shown(line) for line in wrapped([(text[:half], "bold"), (text[half:], "")], width)] == lines, text


def test_pieces_keep_their_styles() -> None:
    lines = list(wrapped([("one ", "bold"), ("two three", "blue")], 8))
    assert lines == [(("one ", "bold"), ("two ", "blue")), (("three", "blue"),)]


@pytest.mark.parametrize("width", [0, 1, 5, 13])
def test_a_line_is_cut_as_rich_cuts_it(width: int) -> None:
    random = Random(width)  # noqa: S311
    for _ in range(100):
        text = text_of(random).replace("\n", " ")
        cut_by_rich = Text(text)
        cut_by_rich.truncate(width, overflow="crop")
        made = shown(tuple(cut([(text[:3], ""), (text[3:], "blue")], width)))
        assert cells(made) <= width
        if text.isascii():
            assert made == cut_by_rich.plain.rstrip(" ")


@pytest.mark.parametrize("columns", ["30", "80"])
def test_a_terminal_shows_what_a_pipe_gets(columns: str) -> None:
    command = [sys.executable, "-P", "-m", "form4_grammar", "check", "form4-fault-several-at-once.txt"]
    plain = {"COLUMNS": columns, "PYTHONIOENCODING": "utf-8"}
    coloured = plain | {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    piped, drawn = (
        subprocess.run(command, cwd=FILINGS, env=env, capture_output=True, check=False) for env in (plain, coloured)
    )
    assert (piped.returncode, piped.stderr) == (drawn.returncode, drawn.stderr)
    assert b"\x1b[1;31merror[" in drawn.stdout
    assert Text.from_ansi(drawn.stdout.decode()).plain.splitlines() == piped.stdout.decode().splitlines()
