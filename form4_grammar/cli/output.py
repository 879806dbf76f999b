"""JSON and lines on standard output."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from form4_grammar.cli.screen import escaped, write, write_utf8


def lines(shown: Iterable[str]) -> None:
    """Writes lines."""
    for line in shown:
        write(line + "\n")


def json_line(shown: dict[str, Any]) -> None:
    """Writes an object as a line of JSON Lines."""
    import msgspec

    write_utf8(escaped(msgspec.json.encode(shown).decode()) + "\n")


def json_page(shown: dict[str, Any] | list[dict[str, Any]]) -> None:
    """Writes JSON as people can read it."""
    import msgspec

    write_utf8(escaped(msgspec.json.format(msgspec.json.encode(shown), indent=2).decode()) + "\n")


def encodable(name: str) -> str:
    """The name of a file as JSON can hold it: bytes of it that are no UTF-8 are lost."""
    return name.encode("utf-8", "replace").decode()


def json_documents(shown: list[dict[str, Any]], *, is_one: bool) -> None:
    """Writes one document's object, or the list of several."""
    json_page(shown[0] if is_one and shown else shown)
