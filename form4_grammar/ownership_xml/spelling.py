"""Names of elements that were mistyped."""

from __future__ import annotations

import re

_DIGITS = re.compile("[0-9]+")


def is_one_letter_off(given: str, meant: str) -> bool:
    """Whether a name is another one but for a letter that is wrong, lost or too many, two that changed places, or capitals.

    The digits must be right: a ``rptOwnerStreet3`` would be no misspelt ``rptOwnerStreet1``.
    """
    if abs(len(given) - len(meant)) > 1 or _DIGITS.findall(given) != _DIGITS.findall(meant):
        return False
    if given.lower() == meant.lower():
        return True
    first = next((at for at, (one, other) in enumerate(zip(given, meant, strict=False)) if one != other), None)
    if first is None:
        return True
    rest, other_rest = given[first:], meant[first:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:] or swapped == other_rest
