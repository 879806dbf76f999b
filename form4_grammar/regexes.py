"""Regular expressions: compiled when they are first used, since a page needs few; not at all where a build made them ready.

Python compiles a pattern in a microsecond a character, and cannot keep what comes of it: for one page that takes longer than
all the rest. So a build keeps what `re` hands to its engine (`form4_grammar.making_ready`), by the text of the pattern and for
the Python that builds; the engine checks what it is given. A pattern that is not there is compiled.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, AnyStr, Final, Generic, cast

from form4_grammar.records import NamedTuple

_NAMES = (
    "match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex",
)  # fmt: skip

Asked = tuple[str | bytes, int]
"""A pattern as it is asked for: its text and its flags."""

Code = tuple[int, int, int, int, dict[str, int], tuple[str | None, ...]]
"""Where the code of a pattern begins and ends among all codes, and what the engine takes beside it: all flags, how many groups
there are, their numbers and their names."""

ENGINE = (*sys.version_info[:2], sys.byteorder, getattr(_sre, "MAGIC", 0), getattr(_sre, "CODESIZE", 0))
"""Whose code it is; no other engine is given it."""

INTEGER: Final = "I"
"""How the integers of the code are kept, as `array` and `memoryview` name it."""

FILE = Path(__file__).with_name(f"regexes.{sys.implementation.cache_tag}.code")


class Lazy(Generic[AnyStr]):
    """What stands for a compiled pattern; once it is compiled, its methods are the pattern's own, at no further cost."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self.asked: tuple[AnyStr, int] = text, int(flags)

    def __getattr__(self, name: str) -> Any:
        made = compiled(*self.asked)
        vars(self).update({name: getattr(made, name) for name in _NAMES})
        return getattr(made, name)


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile` for a pattern that is kept: the same methods and attributes, but no argument for `re.sub`."""
    return cast("re.Pattern[AnyStr]", Lazy(text, flags))


def is_ready(text: str | bytes) -> bool:
    """Whether a pattern without flags need not be compiled."""
    return (text, 0) in ready().where


def compiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, at once; from what was made ready where that is there."""
    return cast("re.Pattern[AnyStr]", _compiled(text, int(flags)))


@lru_cache(maxsize=1024)
def _compiled(text: str | bytes, flags: int) -> Any:
    found = ready().where.get((text, flags))
    if found is not None:
        start, end, every, *groups = found
        try:
            return _sre.compile(text, every, ready().codes[start:end].cast(INTEGER).tolist(), *groups)
        except (RuntimeError, TypeError, ValueError):  # what the engine says of code that it cannot run
            ready().where.clear()
    return re.compile(text, flags)


class Ready(NamedTuple):
    """The patterns that need not be compiled, and the codes of all of them."""

    where: dict[Asked, Code]
    codes: memoryview


@lru_cache(maxsize=1)
def ready() -> Ready:
    """What was made ready for this Python; nothing where no build did that."""
    try:
        data = FILE.read_bytes()
        engine, _, size, where = marshal.loads(data)  # noqa: S302 - from where the modules are
    except (OSError, ValueError, EOFError, TypeError):
        return Ready({}, memoryview(b""))
    return Ready(where if engine == ENGINE else {}, memoryview(data)[len(data) - size :])
