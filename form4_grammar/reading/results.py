"""What was read of a document: the base of `Parsed` and of `Checked`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from form4_grammar import grammar
from form4_grammar.diagnostics import Diagnostic, Diagnostics
from form4_grammar.documents.source import Source
from form4_grammar.model import Filing, Submission
from form4_grammar.parser.document import read
from form4_grammar.readers import Dialect, PageText
from form4_grammar.records import dataclass
from form4_grammar.regexes import regex

if TYPE_CHECKING:
    from lark import Token, Tree


_PART_OF = regex(r"[.\[]")


@dataclass(frozen=True, eq=False, repr=False)
class Reading:
    """What was read of a document; `parse` gives it as `Parsed`, `check` with more findings as `Checked`.

    ``filing`` is None only where nothing of a Form 3, 4 or 5 was found. ``unread`` are the parts of the filing (`model.PARTS`)
    that could not be read; each has an error. ``submission`` is what the header of a full submission says. ``places`` maps the
    path of each field that is not a cell, e.g. ``issuer.name``, to the offsets of its text. ``page`` is the text that the
    grammar read, and ``on_page`` the same reading with its places there; it is None where that text is the document itself.
    ``layout_year`` is the year since when the form is printed as the page is; None for XML. ``fields`` are those of a form of
    one's own, by the names of its grammar's rules (`own_forms.fields`): such a form has no ``filing``, its ``unread`` are its
    own names, and ``value`` is what its transformer makes of the fields. ``came_in`` says in words what the document was taken
    out of, such as an e-mail; ``source`` is then the document alone.

    Two are equal where they are of the same kind, of the same text, and read as the same form and dialect.
    """

    source: Source
    form: str | None
    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    grammar: grammar.Grammar | None = None
    dialect: Dialect = "text"
    page: PageText | None = None
    on_page: Parsed | None = None
    unread: tuple[str, ...] = ()
    submission: Submission | None = None
    layout_year: int | None = None
    came_in: str = ""
    fields: Mapping[str, Any] | None = None
    value: Any = None

    @property
    def is_read(self) -> bool:
        """Whether something was read: a filing, or the fields of a form of one's own."""
        return self.filing is not None or self.fields is not None

    def __post_init__(self) -> None:
        """Tells the findings which document they are of."""
        object.__setattr__(self, "diagnostics", Diagnostics(one.of(self.source) for one in self.diagnostics))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and type(self) is type(other) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        what = "no form" if self.form is None else f"Form {self.form}"
        number = len(self.diagnostics)
        unread = f", unread: {', '.join(self.unread)}" if self.unread else ""
        return f"<{type(self).__name__}: {what}, {self.dialect}, {number} finding{'' if number == 1 else 's'}{unread}>"

    def _repr_html_(self) -> str:
        """What a notebook shows of the document: its filing or fields, and what was found."""
        from form4_grammar import notebook  # noqa: PLC0415 - asked for by notebooks only

        inside = ""
        if self.filing is not None:
            inside = notebook.filing_inside(self.filing)
        elif self.fields is not None:
            inside = notebook.own_fields(self.fields)
        return notebook.document(repr(self).strip("<>"), self.unread, inside, self.diagnostics)

    @property
    def _identity(self) -> tuple[str, str, str | None, Dialect]:
        return self.source.text, self.source.refused, self.form, self.dialect

    def place(self, path: str) -> tuple[int, int] | None:
        """Where a field that is no cell stands, or what has such fields; None where the document has no place for it."""
        # What has a place of its own has no parts that do, so few documents need the extents of all that is made of parts
        return self.places.get(path) or self._extents.get(path)

    @cached_property
    def _extents(self) -> Mapping[str, tuple[int, int]]:
        """Where what has fields stands, from the first of its parts to the last."""
        found: dict[str, tuple[int, int]] = {}
        for path, (start, end) in self.places.items():
            for whole in (path, *(path[: sign.start()] for sign in _PART_OF.finditer(path))):
                first, last = found.get(whole, (start, end))
                found[whole] = min(first, start), max(last, end)
        return found

    @cached_property
    def tree(self) -> Tree[Token]:
        """The parse tree of the page, or of the XML, each node with its span in ``meta``. Built when it is first asked for."""
        from form4_grammar.tree import build, empty  # noqa: PLC0415 - few ask for the tree, and Lark is slow to import

        if self.dialect == "xml":
            from form4_grammar.ownership_xml.tree import tree  # noqa: PLC0415

            return tree(self.source)
        if self.grammar is None or self.page is None:
            return empty()
        return build(read(self.page.text, self.grammar), self.page, self.source)


class Parsed(Reading):
    """What `parse` read of a document."""
