"""The JSON of a document back to its filing: what `jsonable` writes, and what others write by `contract`.

Keys that the contract does not have are left alone; a value of another type than it asks for is refused. Places (`--spans`)
are those of a document that is not at hand, so the filing has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from form4_grammar.as_json import contract
from form4_grammar.as_json.described import EARLIER, KINDS, NOT_READ, Field, described, each
from form4_grammar.as_json.json_values import NotAFiling, is_reference, read_date, read_number
from form4_grammar.as_json.own_from_json import own_fields, with_extra
from form4_grammar.documents.source import Source, open_source
from form4_grammar.documents.submission import OWNERSHIP_FORM
from form4_grammar.grammar import Grammar
from form4_grammar.model import EXTRA, PARTS, Address, Cell, Filing, Issuer, ReportingOwner
from form4_grammar.own_forms.names import groups
from form4_grammar.readers import DIALECTS, Dialect
from form4_grammar.reading import Parsed

__all__ = ["FromJson", "NotAFiling", "document_from_json", "filing_from_json"]


class FromJson(NamedTuple):
    """The one document of a JSON text.

    ``lacks`` are names of fields that the JSON has no key for, since it is of an earlier version.
    """

    document: Parsed
    lacks: frozenset[str]


def document_from_json(data: bytes | str, grammars: Sequence[Grammar] = ()) -> FromJson:
    """The document that a JSON text holds, without its places, its findings, its tree and what its submission says.

    `grammars` are those of forms of one's own: a document that says it is one of these is read by it. What raises `NotAFiling`,
    and what is taken, see `filing_from_json`. A filing by itself is taken for that of a page, or of XML where it says its
    schema.
    """
    shown = _one_document(_decoded(data))
    named = next((one for one in grammars if one.form == shown.get("form")), None)
    said, listed = shown.get("dialect"), shown.get("unread")
    parts = [part for part in listed if isinstance(part, str)] if isinstance(listed, list) else []
    own = _the_filing(shown)
    if named is not None and not named.base:
        fields = own_fields(own.get("fields"), groups(named), named)
        dialect: Dialect = said if said in DIALECTS else "text"
        document = Parsed(Source(""), named.form, None, (), {}, named, dialect, unread=tuple(parts), fields=fields)
        return FromJson(document, frozenset())
    if "fields" in own and "form_type" not in own:
        raise NotAFiling(f"the document is of the form {shown.get('form')}: give its grammar")
    filing = _converted(own)
    if named is not None:
        if filing.form_type[0] != named.base:
            raise NotAFiling(f"form_type: {filing.form_type!r}, and {named.form} is derived from Form {named.base}")
        filing = with_extra(filing, own, named)
    dialect = said if said in DIALECTS else "xml" if filing.schema_version is not None else "text"
    unread = tuple(part for part in PARTS if part in parts)
    unread += () if named is None else tuple(part for part in parts if part.startswith(f"{EXTRA}."))
    form = filing.form_type[0] if named is None else named.form
    return FromJson(Parsed(Source(""), form, filing, (), {}, named, dialect, unread=unread), _lacking(own))


def _lacking(own: dict[str, Any]) -> frozenset[str]:
    """The names of the fields of version 0.2 that a filing has nowhere."""
    owners, rows = own["reporting_owners"], (*own["non_derivative_table"], *own["derivative_table"])
    objects = (own, own["issuer"], *owners, *(owner["address"] for owner in owners), *rows)
    there = {key for one in objects for key in one}
    new = {field.name for kind in (Filing, Issuer, ReportingOwner, Address) for field in described(kind) if field.added}
    return frozenset((new | EARLIER) - there)


def filing_from_json(data: bytes | str) -> Filing:
    """The filing of the one document that a JSON text holds: its object with the key `filing`, or the filing itself.

    A list and JSON Lines will do where they hold one document. Raises `NotAFiling` for anything else.
    """
    return _converted(_the_filing(_one_document(_decoded(data))))


def _converted(own: dict[str, Any]) -> Filing:
    try:
        return _filing(msgspec.convert(own, contract.Filing))
    except msgspec.ValidationError as error:
        raise NotAFiling(_told(error)) from None


def _decoded(data: bytes | str) -> Any:
    opened = open_source(data)
    if opened.refused:
        raise NotAFiling(opened.refused)
    text = opened.text.lstrip("\ufeff")
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        try:
            return msgspec.json.decode(f"[{','.join(line for line in text.splitlines() if line.strip())}]")
        except msgspec.DecodeError:
            raise NotAFiling(f"not JSON: {error}") from None
    except RecursionError:
        raise NotAFiling("not the JSON of a filing: lists within lists without end") from None


def _one_document(shown: Any) -> dict[str, Any]:
    """The object of the document, or of the filing itself, out of whatever list it stands in."""
    if isinstance(shown, list):
        if len(shown) != 1:
            raise NotAFiling(f"it holds {len(shown)} documents, and one is wanted" if shown else "it holds no document")
        shown = shown[0]
    if not isinstance(shown, dict):
        raise NotAFiling("not the JSON of a filing: an object is wanted")
    return shown


def _the_filing(shown: dict[str, Any]) -> dict[str, Any]:
    """The filing's own object, out of that of its document."""
    if "filing" in shown:
        shown = shown["filing"]
        if shown is None:
            raise NotAFiling("the document is no Form 3, 4 or 5: its filing is null")
        if not isinstance(shown, dict):
            raise NotAFiling("filing: an object is wanted")
    elif "form_type" not in shown and "fields" not in shown:
        with_findings = ": the findings of `form4 check` have none, `form4 parse` writes it" if "diagnostics" in shown else ""
        raise NotAFiling(f"there is no filing in it{with_findings}")
    return shown


def _told(error: msgspec.ValidationError) -> str:
    """What is wrong, after its path in the filing."""
    message, _, place = str(error).partition(" - at `$")
    place = place.rstrip("`").lstrip(".")
    return f"not the JSON of a filing: {f'{place}: ' if place else ''}{message[:1].lower()}{message[1:]}"


def _filing(given: contract.Filing) -> Filing:
    if not OWNERSHIP_FORM.fullmatch(given.form_type):
        raise NotAFiling(f"form_type: {given.form_type!r} is no Form 3, 4 or 5")
    filing: Filing = _object(Filing, given, "")
    return filing


def _object(kind: type, given: Any, path: str) -> Any:
    """An object of the model; `given` is the same as the contract has it."""
    shown: dict[str, Any] = {}
    for field in described(kind):
        value, where = getattr(given, field.name), (path + field.step).removeprefix(".")
        if value is not UNSET:
            shown[field.name] = _value(field, value, where)
        elif given.kind == "transaction" and field.name not in EARLIER:
            raise NotAFiling(f"{where}: a transaction lacks it")
    return kind(**shown)


def _value(field: Field, value: Any, path: str) -> Any:
    match field.kind:
        case "cell":
            return _cell(value, path, _VALUES[field.of])
        case "plain":
            if field.name == "kind" and value not in KINDS:
                raise NotAFiling(f"{path}: {value!r} is neither {' nor '.join(map(repr, KINDS))}")
            return value
        case "one" if value is None:
            return NOT_READ.get(field.name)
        case "one":
            return _object(field.of, value, path)
        case "many":
            return tuple(_object(field.of, one, where) for where, one in each(path, value))
        case "pairs":
            return tuple(value.items())
        case "flag":
            return _flag(value, path)
        case "day":
            return _day(value, path)
        case "text":
            return _text(value, path) if field.nullable else _text(value, path) or ""


def _cell(given: contract.Cell | str | None, path: str, read: Callable[[str, str], Any]) -> Cell[Any]:
    if not isinstance(given, contract.Cell):
        return Cell(given)
    value = None if given.value is None else read(given.value, path)
    raw = given.raw if isinstance(given.raw, str) else ""
    footnotes = tuple(given.footnotes)
    # Without places only what cannot be read has its raw text; with them every cell has, be it empty or a mere reference
    readable = value is not None or not raw or (given.span is not UNSET and is_reference(raw, footnotes))
    return Cell(value, footnotes, raw, readable=readable)


def _text(given: contract.Text, path: str) -> str | None:
    value = given.value if isinstance(given, contract.Located) else given
    if isinstance(value, bool):
        raise NotAFiling(f"{path}: {str(value).lower()}, where a text is wanted")
    return value


def _flag(given: contract.Flag, path: str) -> bool | None:
    value = given.value if isinstance(given, contract.Located) else given
    if isinstance(value, str):
        raise NotAFiling(f"{path}: {value!r}, where true, false or null is wanted")
    return value


def _day(given: contract.Text, path: str) -> date | None:
    value = _text(given, path)
    return None if value is None else read_date(value, path)


def _as_given(value: str, _path: str) -> str:
    return value


_VALUES: dict[Any, Callable[[str, str], Any]] = {str: _as_given, date: read_date, Decimal: read_number}
"""How the value of a cell is read, by the type that the model gives it."""
