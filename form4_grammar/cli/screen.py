"""Consoles, and what keeps a document's own control characters off the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from form4_grammar.cli.wrapping import Line
from form4_grammar.controls import ALIVE, dead
from form4_grammar.regexes import regex

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, ConsoleRenderable, Group, RenderResult

_LEFTWARDS = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def escaped(text: str) -> str:
    """JSON or an S-expression with the same in it as ``\\u009b``, which their strings read back; line breaks and tabs stay."""
    return ALIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def printed(text: str) -> str:
    """A piece of the document on one line: dead, tabs shown as arrows, one character for one."""
    return dead(text).replace("\t", "→").replace("\n", " ")


def only_one(**asked: object) -> None:
    """Exits with 2, after a complaint, where more than one of these was asked for, each of which leaves no room for another."""
    said = [name for name, value in asked.items() if value]
    if len(said) > 1:
        complain(f"{' and '.join(said)} cannot go together: leave out all but one")
        raise SystemExit(2)


def numbered(number: int, noun: str) -> str:
    """So many things of a kind, in words: 1 file, 2,000 files."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def show(lines: Callable[[int], Iterable[Line]]) -> None:
    """Writes lines that are laid out for a number of columns. What is no terminal needs no rich for that."""
    if not _may_be_terminal():
        write("".join(f"{_plain(line)}\n" for line in lines(_columns())))
        return
    made = console()
    made.print(styled(lines(made.width)))


def styled(lines: Iterable[Line]) -> Group:
    """Lines as rich prints them."""
    from rich.console import Group
    from rich.text import Text

    return Group(*(Text.assemble(*line, no_wrap=True, overflow="crop") for line in lines))


def _may_be_terminal() -> bool:
    """Whether stdout is a terminal, or the environment may say so to rich."""
    return sys.stdout.isatty() or not os.environ.keys().isdisjoint({"FORCE_COLOR", "TTY_COMPATIBLE"})


def _columns() -> int:
    """As many as rich takes where stdout is no terminal: those that COLUMNS says, else those of another stream that is one."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said):
        return int(said)
    for stream in (0, 1, 2):
        try:
            return os.get_terminal_size(stream).columns or 80
        except (OSError, ValueError):
            continue
    return 80


def _plain(line: Line) -> str:
    """A line without its styles, and without blanks at its end."""
    pieces = [text for text, _ in line]
    while pieces and not pieces[-1].rstrip(" "):
        pieces.pop()
    pieces[-1:] = [one.rstrip(" ") for one in pieces[-1:]]
    return "".join(map(_kept_in_place, pieces))


def console(width: int | None = None) -> Console:
    """The console for results. No line of them ends in blanks."""
    from rich.console import Console, Group, RenderHook

    class Trimming(RenderHook):
        def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
            return [_Trimmed(Group(*renderables))]

    made = Console(highlight=False, markup=False, emoji=False, soft_wrap=False, width=width)
    made.push_render_hook(Trimming())
    return made


class _Trimmed:
    """What is shown, without the blanks with which rich fills up the last column of a table."""

    def __init__(self, shown: ConsoleRenderable) -> None:
        self.shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.segment import Segment

        for line in console.render_lines(self.shown, options, pad=False):
            while line and not line[-1].text.rstrip(" "):
                line.pop()
            if line:
                line[-1] = line[-1]._replace(text=line[-1].text.rstrip(" "))
            for segment in line:
                yield segment._replace(text=_kept_in_place(segment.text)) if not segment.control else segment
            yield Segment.line()


def _kept_in_place(text: str) -> str:
    """The text, and after writing from right to left a mark (U+200E) that keeps what follows on its side, and takes no room."""
    if _LEFTWARDS.search(text) is None:
        return text
    words = text.rstrip(" ")
    return f"{words}\u200e{text[len(words) :]}"


def write(text: str) -> None:
    """Writes to stdout, replacing what the terminal's encoding lacks."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def write_utf8(text: str) -> None:
    """Writes to stdout in UTF-8, as JSON and XML ask, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """Writes a line to stderr."""
    sys.stderr.write(f"form4: {printed(message)}\n")
