"""Regular expressions that are compiled when they are first used: a page needs few of them, and compiling is slow."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


class _Regex(Generic[AnyStr]):
    """What stands for a compiled pattern; once it is compiled, the methods are the pattern's own, at no further cost."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self._text: AnyStr = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._text, self._flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile` for a pattern that a module keeps: the same methods and attributes, but no argument for `re.sub`."""
    return cast("re.Pattern[AnyStr]", _Regex(text, flags))
