"""Pages damaged on purpose: the kinds of damage that copies of a page suffer, each of them reproducible."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from types import MappingProxyType

from form4_grammar.grammar import Grammar
from form4_grammar.own_forms.transformer import Form
from form4_grammar.readers import Dialect, dialect_of
from form4_grammar.testing.damaging.kinds import EVERY, Kind
from form4_grammar.testing.damaging.looks import page_of

__all__ = ["KINDS", "Kind", "damage"]

KINDS: Mapping[str, Kind] = MappingProxyType(EVERY)
"""Every kind of damage by its name."""


def damage(page: str, kind: str, seed: int, *, dialect: Dialect | None = None, form: Grammar | Form | None = None) -> str:
    """The page as a copy with one damage of a kind (`KINDS`); which of the places it hits, the seed chooses.

    The dialect is what the page looks like where it is not given, and `form` a form of one's own that it is a page of. A page
    that has nothing that could suffer this kind, or whose dialect does not, comes back unchanged. Raises `KeyError` for a kind
    that is none.
    """
    suffered = KINDS[kind]
    spoken = dialect or dialect_of(page)
    if spoken not in suffered.dialects:
        return page
    grammar = form.grammar if isinstance(form, Form) else form
    whole = page if grammar is None else page_of(page, grammar)
    return str(suffered.apply(whole, spoken, Random(f"{kind} {seed}")))  # noqa: S311 - which damage is no secret
