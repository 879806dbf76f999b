"""What a build makes ready of regular expressions is what `re` would compile, and nothing hangs on it."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from form4_grammar import regexes
from form4_grammar.regexes import ENGINE, Lazy, compiled, ready, regex


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file that is read in place of the one that a build made."""
    monkeypatch.setattr(regexes, "FILE", tmp_path / "regexes.code")
    for cache in (ready, regexes._compiled):
        cache.cache_clear()
    yield regexes.FILE
    for cache in (ready, regexes._compiled):
        cache.cache_clear()


def test_what_is_ready_is_what_would_be_compiled() -> None:
    asked: list[Any] = list(ready().where)
    assert len(asked) > 300
    for text, flags in asked:
        made = compiled(text, flags)
        re.purge()
        anew = re.compile(text, flags)
        assert made == anew
        assert (made.groups, made.groupindex) == (anew.groups, anew.groupindex)
    assert list(ready().where) == asked  # the engine took all of it


@pytest.mark.parametrize("content", [b"", b"no marshal", marshal.dumps((("another",), 0, 0, {("a", 0): ()})), marshal.dumps(5)])
def test_a_file_that_is_none_is_as_good_as_no_file(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    assert ready().where == {}
    assert compiled("a(b)", re.IGNORECASE) == re.compile("a(b)", re.IGNORECASE)


def test_code_that_the_engine_refuses_is_compiled(file: Path) -> None:
    file.write_bytes(marshal.dumps((ENGINE, 0, 8, {("a(b)", 0): (0, 8, 32, 1, {}, (None, None))})) + bytes(8))
    assert len(ready().where) == 1
    assert compiled("a(b)") == re.compile("a(b)")
    assert ready().where == {}


def test_one_that_is_kept_is_compiled_when_it_is_used() -> None:
    kept = regex(r"(?P<number>\d+)", re.ASCII)
    assert isinstance(kept, Lazy)
    assert "findall" not in vars(kept)
    assert kept.findall("1 and 22") == ["1", "22"]
    assert (kept.pattern, kept.flags, kept.groups, dict(kept.groupindex)) == (r"(?P<number>\d+)", re.ASCII, 1, {"number": 1})
