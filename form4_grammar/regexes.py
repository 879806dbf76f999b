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

_NAMES = (
    "match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex",
)  # fmt: skip

Asked = tuple[str | bytes, int]
"""A pattern as it is asked for: its text and its flags."""

Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the engine takes beside the text: all flags, the code, how many groups there are, their numbers and names."""

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
    return (text, 0) in ready()


def compiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, at once; from what was made ready where that is there."""
    return cast("re.Pattern[AnyStr]", _compiled(text, int(flags)))


@lru_cache(maxsize=1024)
def _compiled(text: str | bytes, flags: int) -> Any:
    found = ready().get((text, flags))
    if found is not None:
        every, code, *names = found
        try:
            return _sre.compile(text, every, memoryview(code).cast(INTEGER).tolist(), *names)
        except (RuntimeError, TypeError, ValueError):  # what the engine says of code that it cannot run
            ready().clear()
    return re.compile(text, flags)


@lru_cache(maxsize=1)
def ready() -> dict[Asked, Code]:
    """What was made ready for this Python; empty where no build did that."""
    try:
        engine, _, codes = marshal.loads(FILE.read_bytes())  # noqa: S302 - from where the modules are
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return codes if engine == ENGINE else {}
