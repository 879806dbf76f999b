"""The JSON of one document as types: what the writer writes, what its schema says and what a reader may expect.

Field names are the element names of the ownership XML in snake_case. The types of a filing follow from the model
(`described`); what is of the document around it is written out here.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from form4_grammar import model
from form4_grammar.as_json.described import EARLIER, Field, described


class Position(msgspec.Struct, frozen=True):
    """A place in the document: line and column count from 1, the offset from 0, all in characters."""

    line: int
    column: int
    offset: int


class Span(msgspec.Struct, frozen=True):
    """From `start` to `end`, which is exclusive.

    Of a PDF these are places of the text that `form4 parse --format page` prints; there, and only there, a span also has the
    `page`, counted from 1, and the `box` around what of it stands on that page: left, top, right and bottom in points from the
    upper left corner. Both are null for what speaks of no place.
    """

    start: Position
    end: Position
    page: int | UnsetType | None = UNSET
    box: tuple[float, float, float, float] | UnsetType | None = UNSET


class Located(msgspec.Struct, frozen=True):
    """A field that is not a cell, with its place (`--spans`). `raw` and `span` are null where the page does not show it."""

    value: str | bool | None
    raw: str | None
    span: Span | None


Text = str | None | Located
Flag = bool | None | Located


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table. `raw` is there where the value cannot be read, and always with `--spans`; so is `span`."""

    value: str | None
    footnotes: list[int]
    raw: str | UnsetType = UNSET
    span: Span | UnsetType | None = UNSET


_SAYS: dict[type, str] = {
    model.NonDerivativeRow: (
        "A row of Table I. `transaction_form_type` and `equity_swap_involved` are null on holdings and on a Form 3.\n\n"
        "What belongs to a transaction may be left out of a holding. "
        "Where JSON is read, a plain text will do for the timeliness."
    ),
    model.DerivativeRow: "A row of Table II.",
    model.OtherElement: "An element of the XML that no version of the schema has: its path from the root, and the text in it.",
    model.Filing: (
        "A Form 3, 4 or 5. Dates are ISO 8601; numbers are strings without commas, `$` or trailing zeros.\n\n"
        "The keys with a default came with version 0.2 and are not in the JSON of earlier ones."
    ),
    model.SubmissionParty: "The issuer or an owner as the header of a submission names them.",
    model.SubmissionDocument: "A document of a submission, as the lines above its text say.",
    model.Submission: "What the header of a full submission text says of the filing in it, and the documents that it holds.",
}
"""What the schema says of the objects of the model."""


@cache
def struct(kind: type) -> Any:
    """The JSON object of a class of the model, as a type."""
    says = {"__doc__": _SAYS[kind]} if kind in _SAYS else {}
    fields = [_typed(field) for field in described(kind)]
    return msgspec.defstruct(kind.__name__, fields, namespace=says, module=__name__, frozen=True, kw_only=True)


def _typed(field: Field) -> tuple[str, Any] | tuple[str, Any, Any]:
    """A field with its type and, where it may be lacking, its default."""
    if field.kind == "cell":
        of: Any = Cell | str | None if field.name in EARLIER else Cell
        return (field.name, of | UnsetType, UNSET) if field.tradable else (field.name, of)
    default: Any = None
    match field.kind:
        case "many":
            of, default = list.__class_getitem__(struct(field.of)), []
        case "pairs":
            of, default = dict[str, str], {}
        case "one":
            of = struct(field.of)
        case "plain":
            of = field.of if field.of in (int, bool) else str
        case _:
            of = Flag if field.kind == "flag" else Text
    of = of | None if field.nullable else of
    return (field.name, of, default) if field.added else (field.name, of)


if TYPE_CHECKING:
    Filing: TypeAlias = Any
    Submission: TypeAlias = Any
else:
    Filing, Submission = struct(model.Filing), struct(model.Submission)


class Label(msgspec.Struct, frozen=True):
    """A second place that a finding speaks of. `path` is its place in the filing, as that of the finding itself."""

    message: str
    path: str | None
    span: Span


class Diagnostic(msgspec.Struct, frozen=True):
    """A finding. `path` is the most exact place in the filing that it is about.

    `raw` is there where something could not be read that has no place in the filing to keep its text.
    """

    code: str
    name: str
    severity: str
    locus: str
    message: str
    path: str | None
    span: Span
    labels: list[Label]
    help: str
    citation: str
    raw: str | UnsetType = UNSET


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What `form4 parse --format json` prints of one document. `filing` is null only where it is no Form 3, 4 or 5.

    A form of one's own has `filing.fields` in place of a filing's keys, and its own name as `form`: see `own_schema`.

    `unread` lists the parts of the filing that the page has, or its form must have, and that could not be read.
    """

    path: str
    form: str | None
    dialect: str
    submission: Submission | None = None
    filing: Filing | None
    unread: list[str] = []
    diagnostics: list[Diagnostic]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What `form4 check --format json` prints of one document: its findings, and not its filing."""

    path: str
    form: str | None
    dialect: str
    submission: Submission | None
    unread: list[str]
    diagnostics: list[Diagnostic]


def schema(of: type[Document | Checked] = Document) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document that was read, or of one that was checked."""
    (reference,), components = msgspec.json.schema_components([of], ref_template="#/$defs/{name}")
    for one in components.values():
        if "description" in one:
            one["description"] = inspect.cleandoc(one["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Form 3, 4 or 5 as form4 reads it" if of is Document else "What form4 finds in a document",
        **reference,
        "$defs": components,
    }
