"""Named tuples and frozen dataclasses whose classes are quickly made: a hundred of them are before a page is read.

They are what the standard library makes, which compiles the annotation of each field of a named tuple, and the methods of each
dataclass. Modules that no ordinary page needs may as well have those of `typing` and `dataclasses`.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Made(type):
        """Makes a named tuple of a class body, as `typing.NamedTuple` does, but looks into no annotation."""

        def __new__(cls, name: str, _: tuple[type, ...], body: dict[str, Any]) -> type:
            types = body["__annotations__"]
            defaults = [body[one] for one in types if one in body]
            made = namedtuple(name, types, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            made.__annotations__ = made.__new__.__annotations__ = types
            for key in body.keys() - types.keys() - {"__annotations__", "__module__", "__qualname__"}:
                setattr(made, key, body[key])
            return made

    NamedTuple = type.__new__(_Made, "NamedTuple", (), {})

__all__ = ["NamedTuple", "Record"]


class Record:
    """A frozen dataclass, declared with ``eq=False, repr=False``, that is compared, hashed and shown as any dataclass is.

    `dataclass` writes and compiles functions for that, for each class anew, which takes as long as to read a page. At least
    two fields are compared.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = _compared(cast("Any", type(self)))
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash(_hashed(cast("Any", type(self)))(self))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _shown(cast("Any", type(self))))
        return f"{self.__class__.__qualname__}({shown})"


@lru_cache(maxsize=256)
def _compared(kind: Any) -> Callable[[object], Any]:
    return attrgetter(*(one.name for one in fields(kind) if one.compare))


@lru_cache(maxsize=256)
def _hashed(kind: Any) -> Callable[[object], Any]:
    return attrgetter(*(one.name for one in fields(kind) if (one.compare if one.hash is None else one.hash)))


@lru_cache(maxsize=256)
def _shown(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.repr)
