"""Texts set in signs of their own all over: letters joined to one sign, signs of double width, breaks that are not seen."""

from __future__ import annotations

from unicodedata import normalize

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.regexes import regex

_SET = regex("[\ufb00-\ufb06]|[\uff01-\uff5e]|(?<=[^\\W_])[\u00ad\u200b-\u200d\u2060]+(?=[^\\W_])")
"""Ligatures, signs of double width, and what is not seen inside a word."""

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060"
_HIGH_BYTES = (b"\xfb", b"\xff")
"""Those of the others in UTF-16: one byte is found far faster than one of a hundred signs."""

_FEW = 5
"""Fewer of them are not how a text was set: they stay what they are in the texts of the filer."""


def plainly_set(page: PageText) -> PageText:
    """The page with plain letters, each where it stands, if signs all over it stand for these."""
    wide = page.text.encode("utf-16-le", "surrogatepass")
    if not any(byte in wide for byte in _HIGH_BYTES) and not any(sign in page.text for sign in _UNSEEN):
        return page
    found = list(_SET.finditer(page.text))
    if len(found) < _FEW:
        return page
    pieces = Pieces()
    at = 0
    for sign in found:
        pieces.take(page, at, sign.start())
        if plain := normalize("NFKC", sign[0]).strip(_UNSEEN):
            pieces.replace(plain, *page.span(*sign.span()))
        at = sign.end()
    pieces.take(page, at, len(page.text))
    return pieces.page_as(page)
