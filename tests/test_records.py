"""Records are compared, hashed and shown as dataclasses are; quickly made named tuples are named tuples."""

from __future__ import annotations

import pickle
import typing
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from form4_grammar.records import NamedTuple, Record


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Place(Record):
    """A place."""

    line: int
    name: str | None = None
    seen: list[int] = field(default_factory=list, hash=False)
    note: str = field(default="", compare=False, repr=False)


def _usual() -> type:
    @dataclass(frozen=True, slots=True)
    class Place:
        line: int
        name: str | None = None
        seen: list[int] = field(default_factory=list, hash=False)
        note: str = field(default="", compare=False, repr=False)

    Place.__qualname__ = "Place"
    return Place


VALUES: list[tuple[Any, ...]] = [(1,), (1, "a"), (2, "a"), (1, "a", [3]), (1, "a", [], "other")]


def test_a_record_is_what_a_dataclass_is() -> None:
    usual = _usual()
    for one in VALUES:
        assert repr(Place(*one)) == repr(usual(*one))
        assert hash(Place(*one)) == hash(usual(*one))
        for other in VALUES:
            assert (Place(*one) == Place(*other)) is (usual(*one) == usual(*other))
    assert Place(1) != (1, None, [])
    assert Place(1) != usual(1)
    assert [one.name for one in fields(Place)] == ["line", "name", "seen", "note"]
    assert replace(Place(1), name="b") == Place(1, "b")
    assert pickle.loads(pickle.dumps(Place(1, "c"))) == Place(1, "c")  # noqa: S301
    with pytest.raises(FrozenInstanceError):
        Place(1).line = 2  # type: ignore[misc]


class Pair(NamedTuple):
    """Two."""

    first: str
    second: int = 0

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


class Usual(typing.NamedTuple):
    """Two."""

    first: str
    second: int = 0


def test_a_named_tuple_is_what_typing_makes() -> None:
    for name in ("_fields", "_field_defaults", "__doc__", "__module__", "__bases__", "__match_args__"):
        assert getattr(Pair, name) == getattr(Usual, name), name
    assert Pair.__annotations__ == {"first": "str", "second": "int"}
    assert typing.get_type_hints(Pair) == typing.get_type_hints(Usual)
    assert repr(Pair("a")) == "Pair(first='a', second=0)"
    assert Pair("a", 2).both == "a2"
    assert Pair("a")._replace(second=3) == ("a", 3)
    assert pickle.loads(pickle.dumps(Pair("a"))) == Pair("a")  # noqa: S301
