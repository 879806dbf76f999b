"""Which elements of an ownership document stand in which, for the reading of damaged ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from form4_grammar.ownership_xml.elements import (
    DERIVATIVE,
    DOCUMENT,
    ISSUER,
    LIST_ELEMENTS,
    NON_DERIVATIVE,
    NOTE,
    OLDER,
    OWNER,
    ROOT,
    SIGNATURE,
    VALUE,
    Field,
)


def _children() -> dict[str, frozenset[str]]:
    inside: dict[str, set[str]] = {}

    def add(around: str, fields: Sequence[Field]) -> None:
        newer = {field.path: field for field in fields}
        older = [newer[path]._replace(path=old) for old, path in OLDER.items() if path in newer]
        for field in (*fields, *older):
            names = [around, *field.path.split("/")]
            for outer, inner in pairwise(names):
                inside.setdefault(outer, set()).add(inner)
            if field.is_cell and not field.is_bare:
                inside[names[-1]] = {VALUE, NOTE}

    add(ROOT, DOCUMENT)
    add("issuer", ISSUER)
    add("reportingOwner", OWNER)
    add("ownerSignature", SIGNATURE)
    for row in ("Transaction", "Holding", "Security"):
        add(f"nonDerivative{row}", NON_DERIVATIVE)
        add(f"derivative{row}", DERIVATIVE)
    return {name: frozenset(names) for name, names in inside.items()}


CHILDREN: Mapping[str, frozenset[str]] = _children()
"""The elements in an element, in any version of the schema. What holds a text, or nothing, is no key."""


@lru_cache(maxsize=1)
def homes() -> Mapping[str, str]:
    """The elements that stand in one kind of part alone, owners or the issuer or signatures, and the path of that part."""
    found: dict[str, set[str]] = {}

    def add(name: str, part: str) -> None:
        for inner in CHILDREN.get(name, ()):
            found.setdefault(inner, set()).add(part)
            add(inner, part)

    for name, part in (*LIST_ELEMENTS.items(), ("issuer", "issuer")):
        add(name, part)
    return {name: min(parts) for name, parts in found.items() if len(parts) == 1}
