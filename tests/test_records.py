"""Records are compared, hashed and shown as dataclasses are; quickly made named tuples are named tuples."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import typing
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from form4_grammar.records import NamedTuple, Record, dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Place(Record):
    """A place."""

    line: int
    name: str | None = None
    seen: list[int] = field(default_factory=list, hash=False)
    note: str = field(default="", compare=False, repr=False)


def _usual() -> type:
    @dataclasses.dataclass(frozen=True, slots=True)
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
    with pytest.raises(FrozenInstanceError):
        del Place(1).line
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'line'"):
        Place()  # type: ignore[call-arg]


def test_a_record_is_made_as_a_dataclass_is() -> None:
    assert str(inspect.signature(Usually)) == "(line: 'int', *, name: 'str', note: 'str' = '') -> None"
    assert inspect.signature(Quickly) == inspect.signature(Usually)
    assert Quickly.__match_args__ == Usually.__match_args__
    made = Quickly(1, name="a")
    assert (made.line, made.name, made.note, made.twice) == (1, "a", "", 2)
    assert Place(1).seen is not Place(1).seen


def test_what_inherits_from_a_record_is_made_by_itself() -> None:
    more = More(1, name="a", other=2)  # before one of the class that it inherits from
    assert (more.line, more.name, more.other, more.twice) == (1, "a", 2, 2)
    assert Quickly(1, name="b").name == "b"


@dataclass(frozen=True, eq=False, repr=False)
class Quickly:
    """A place."""

    line: int
    name: str = field(kw_only=True)
    note: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.line)

    if typing.TYPE_CHECKING:
        twice: typing.ClassVar[int]


@dataclasses.dataclass(frozen=True)
class Usually:
    """A place."""

    line: int
    name: str = field(kw_only=True)
    note: str = field(default="", kw_only=True)


@dataclasses.dataclass(frozen=True)
class More(Quickly):
    """A place, and something else."""

    other: int = field(kw_only=True)


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
