"""JSON and lines on standard output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from form4_grammar.cli.screen import escaped, write, write_utf8


def lines(shown: Iterable[str]) -> None:
    """Writes lines."""
    for line in shown:
        write(line + "\n")


def json_line(shown: dict[str, Any] | bytes) -> None:
    """Writes an object as a line of JSON Lines; `bytes` are its JSON."""
    import msgspec

    write_utf8(escaped((shown if isinstance(shown, bytes) else msgspec.json.encode(shown)).decode()) + "\n")


def json_page(shown: dict[str, Any] | bytes | Sequence[dict[str, Any] | bytes]) -> None:
    """Writes JSON as people can read it; `bytes` are JSON already."""
    import msgspec

    whole = _raw(shown) if isinstance(shown, dict | bytes) else [_raw(one) for one in shown]
    write_utf8(escaped(msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()) + "\n")


def _raw(shown: dict[str, Any] | bytes) -> Any:
    import msgspec

    return msgspec.Raw(shown) if isinstance(shown, bytes) else shown


def encodable(name: str) -> str:
    """The name of a file as JSON can hold it: bytes of it that are no UTF-8 are lost."""
    return name.encode("utf-8", "replace").decode()


def json_documents(shown: Sequence[dict[str, Any] | bytes], *, is_one: bool) -> None:
    """Writes one document's object, or the list of several."""
    json_page(shown[0] if is_one and shown else shown)
