"""Free text as a page can hold it: character references stand for signs that would be read as something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape

from form4_grammar.parser.invisible import UNSEEN, readable
from form4_grammar.render.writing import MARKS
from form4_grammar.transform.values import plain

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b]")
_TAG = re.compile(r"<(?=[A-Za-z/])")
_MARKUP = re.compile(r"[\\<&]")
_REFERENCES = re.compile(r"[()\[\]⁽⁾¹²³⁰⁴-⁹]")
_ENDS = re.compile(r"^\S|\S$")
_DOLLAR = MARKS["DOLLAR_SIGN"]
_SIGNS = re.compile(r"[^\w\s]")


def one_line(text: str) -> str:
    """The text with single blanks, and without the control characters that no page of text has.

    Nothing, where none of them has a width.
    """
    words = _CONTROLS.sub("", text).split()
    return " ".join(words) if any(word.strip(UNSEEN) for word in words) else ""


def escaped(text: str, fits: Callable[[str], bool], *, guarded: bool = False) -> str:
    """The text with as few character references as will do: what is read of it is `text`, and it `fits`.

    Where it is `guarded`, neither its first nor its last sign stands as it is, so that no line is told by them. `text` is
    one line, with single blanks.
    """
    shown = _with_references(text, _TAG)
    always = (_TAG,) if plain(readable(shown)) == text else (_TAG, _MARKUP)
    for signs in ((), (_REFERENCES,), (_ENDS,), (_REFERENCES, _ENDS), (_REFERENCES, _ENDS, _SIGNS)):
        if guarded and _ENDS not in signs:
            continue
        shown = _with_references(text, *always, *signs)
        if fits(shown):
            return shown
    # Some signs have no reference. That of a blank is read as nothing, and has a letter
    return _reference(" ") + shown


def _with_references(text: str, *signs: re.Pattern[str]) -> str:
    places = {match.start() for pattern in signs for match in pattern.finditer(text)}
    if _MARKUP in signs:
        places |= {at for at, sign in enumerate(text) if unicodedata.category(sign) == "Cf"}
    if not places:
        return text.replace("$", _DOLLAR)
    return "".join(_reference(sign) if at in places else _DOLLAR if sign == "$" else sign for at, sign in enumerate(text))


def _reference(sign: str) -> str:
    """The reference for a sign, in hexadecimal; the sign itself where HTML takes its reference for another one."""
    # The letter in it is of use: a title has to have one, and 7.5% has none
    shown = f"&#x{ord(sign):x};"
    return shown if unescape(shown) == sign else sign
