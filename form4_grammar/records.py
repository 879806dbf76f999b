"""Named tuples and frozen dataclasses whose classes are quickly made: a hundred of them are before a page is read.

They are what the standard library makes, which compiles the annotation of each field of a named tuple, and the methods of each
dataclass. Modules that no ordinary page needs may as well have those of `typing` and `dataclasses`.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dataclasses import dataclass
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

    def dataclass(*, frozen: bool, eq: bool, repr: bool, slots: bool = False) -> Callable[[type], type]:
        """What that of `dataclasses` is for ``frozen=True, eq=False, repr=False``, but compiles nothing before one is made."""
        assert (frozen, eq, repr) == (True, False, False)
        return lambda kind: _frozen(dataclasses.dataclass(init=False, eq=False, repr=False, slots=slots)(kind), slots)


__all__ = ["NamedTuple", "Record", "dataclass"]


class Record:
    """A frozen dataclass, declared with ``eq=False, repr=False``, that is compared, hashed and shown as any dataclass is.

    That of `dataclasses` has functions for it in each class anew. At least two fields are compared.
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


def _frozen(kind: Any, slots: bool) -> Any:
    """A dataclass that can be made, and not be changed."""
    kind.__dataclass_params__.frozen = True  # what inherits from it is frozen, too
    kind.__init__ = _Init(kind)
    kind.__setattr__ = kind.__delattr__ = _refuse
    if slots:
        kind.__getstate__, kind.__setstate__ = _state, _restore
    return kind


class _Init:
    """Stands for the ``__init__`` of a class until that is asked for."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get__(self, instance: object, _: type) -> Any:
        init = self.kind.__init__ = _written(self.kind)
        return init if instance is None else init.__get__(instance)


def _written(kind: Any) -> Any:
    """An ``__init__`` that takes the fields as that of `dataclass` does."""
    known: dict[str, Any] = {"NAMES": [one.name for one in fields(kind)], "SET": object.__setattr__, "MISSING": MISSING}
    taken: list[str] = []
    named: list[str] = []
    values: list[str] = []
    for one in fields(kind):
        name, default, value = one.name, "", one.name
        if one.default is not MISSING:
            known[f"default_{name}"], default = one.default, f"=default_{name}"
        elif one.default_factory is not MISSING:
            known[f"default_{name}"], default = one.default_factory, "=MISSING"
            value = f"default_{name}() if {name} is MISSING else {name}"
        (named if one.kw_only else taken).append(name + default)
        values.append(value)
    asked = ", ".join(["self", *taken, *(["*", *named] if named else [])])
    # A loop is compiled in half the time that a statement for each field takes, and runs as fast
    lines = [f"def __init__({asked}):", f" for NAME, VALUE in zip(NAMES, ({', '.join(values)},)): SET(self, NAME, VALUE)"]
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec("\n".join(lines), known)  # noqa: S102 - as `dataclasses` does
    init = known["__init__"]
    init.__module__, init.__qualname__ = kind.__module__, f"{kind.__qualname__}.__init__"
    init.__annotations__ = {one.name: one.type for one in fields(kind)} | {"return": None}
    return init


def _refuse(_: object, name: str, *values: object) -> None:
    raise FrozenInstanceError(f"cannot {'assign to' if values else 'delete'} field {name!r}")


def _state(one: Any) -> list[object]:
    return [getattr(one, field.name) for field in fields(one)]


def _restore(one: Any, state: list[object]) -> None:
    for field, value in zip(fields(one), state, strict=True):
        object.__setattr__(one, field.name, value)
