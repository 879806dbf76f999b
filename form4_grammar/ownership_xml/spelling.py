"""Names of elements that were mistyped, or written in other letters."""

from __future__ import annotations

import re

from form4_grammar.ownership_xml.elements import NAMES, ROOT
from form4_grammar.regexes import regex

_DIGITS = re.compile("[0-9]+")
_NAME = regex(r"(?<=<|/|:)[A-Za-z0-9]+(?=[\s/>])")
_BY_LOWER_CASE = {name.lower(): name for name in NAMES}


def in_case(text: str) -> str:
    """The text with the names of its elements in the letters of the schema, where those of its root are all small or capitals.

    Every place stays what it is.
    """
    if ROOT in text or not (ROOT.lower() in text or ROOT.upper() in text):
        return text
    return _NAME.sub(lambda found: _BY_LOWER_CASE.get(found[0].lower(), found[0]), text)


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
