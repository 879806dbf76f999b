"""Elements and texts of an ownership document, and how many of them there may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

DEEPEST = 16
"""Elements further inside are not kept: those of an ownership document are six deep."""

MOST_ELEMENTS = 100_000
"""With more, a document is refused: two tables of thirty rows and 99 notes make some three thousand."""

LEFT = regex(r";(?<=uot;|amp;|pos;|.lt;|.gt;)(?<!&quot;)(?<!&amp;)(?<!&apos;)(?<!&lt;)(?<!&gt;)")
"""The end of what may be left of an entity, looked for by its last sign, which is rare."""


class Run(NamedTuple):
    """A text between two tags, its entities replaced. It stands at ``start`` to ``end``, which leave outer blanks out."""

    text: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Element:
    """An element from ``start`` to ``end``. What is in it begins at ``inside`` and ends at ``until``.

    These two are -1 where the document breaks off before its end tag. Texts that are all blank are left out. ``broken`` are
    the places of what is in it and was read as nothing, as a broken tag is.
    """

    name: str
    id: str
    start: int
    inside: int
    until: int = -1
    end: int = -1
    content: list[Element | Run] = field(default_factory=list)
    broken: list[tuple[int, int]] | None = None

    @property
    def is_closed(self) -> bool:
        return self.end >= 0

    @property
    def text(self) -> str:
        """All text in it, that of the elements inside included."""
        return "".join(part.text for part in self.content)

    def every(self, name: str) -> Iterator[Element]:
        """The elements of that name right inside."""
        return (part for part in self.content if isinstance(part, Element) and part.name == name)
