"""A page of a PDF as JSON has it: its words, and what is drawn there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_char, c_double, c_float, c_int, c_void_p, cast
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from form4_grammar.readers.pdf.program.drawn import NEARLY_WHITE, Box, Drawn, colour_of
    from form4_grammar.readers.pdf.program.laid_over import filled_fields
else:
    from drawn import NEARLY_WHITE, Box, Drawn, colour_of
    from laid_over import filled_fields

MOST_CHARS = 60_000
"""Characters of one page beyond which it is no page of a form."""

_BLANK = frozenset("\0\r\n\t \u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u200b")
_SPELT = {"\x02": "-", "\ufffe": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""PDFium's own signs for a hyphen at the end of a line, and ligatures."""

_UNSEEN_MODES = frozenset({3, 7})
_LONGEST_LINK = 1000
_NEXT, _TOUCHING = 0.22, 0.1
"""The gap up to which letters are of one word, in their size; and where PDFium takes it for a blank."""

_URI = 3


class Char(NamedTuple):
    """A character, its box, and the origin of its glyph."""

    text: str
    box: Box
    base: tuple[float, float]


class Look(NamedTuple):
    """What is known of the text object that a word begins in; ``quarter`` is the direction of writing in quarters of a turn."""

    size: float
    quarter: int
    is_seen: bool
    colour: int = 0


class PageReader:
    """One page. Coordinates are the PDF's own until `_turned` brings them to those of a reader."""

    def __init__(self, pdfium: Any, document: Any, page: Any) -> None:
        self.pdfium, self.document, self.page = pdfium, document, page
        self.box = self._page_box()
        self.turn = int(pdfium.FPDFPage_GetRotation(page)) % 4
        self.drawn = Drawn(pdfium, self.box)

    def read(self) -> dict[str, Any]:
        """The page as JSON has it."""
        self.drawn.read(self.page)
        text = self.pdfium.FPDFText_LoadPage(self.page)
        number = int(self.pdfium.FPDFText_CountChars(text)) if text else 0
        if number > MOST_CHARS or self.drawn.todo <= 0:
            return {"too_much": True}
        words = list(self._words(text, number))
        rotate, quarters = self.turn, Counter[int]()
        for chars, look in words:
            quarters[look.quarter] += len(chars)
        if quarters:
            self.turn = quarters.most_common(1)[0][0]
        upright = [(chars, look) for chars, look in words if look.quarter == self.turn]
        left, top, right, bottom = self._turned(self.box)
        for clip in map(self._turned, self.drawn.clips):
            left, top, right, bottom = max(left, clip[0]), max(top, clip[1]), min(right, clip[2]), min(bottom, clip[3])
        if text:
            self.pdfium.FPDFText_ClosePage(text)
        return {
            "size": self._turned(self.box)[2:],
            "view": (left, top, right, bottom),
            "sideways": (self.turn - rotate) % 4,
            "words": [self._word(chars, look) for chars, look in upright],
            "others": len(words) - len(upright),
            "rules": [self._turned(one) for one in self.drawn.rules],
            "marks": [self._turned(one) for one in self.drawn.marks],
            "frames": [self._turned(one) for one in self.drawn.frames],
            "images": [self._turned(one) for one in self.drawn.images],
            "links": [(*self._turned(box), address) for box, address in self._links()],
            "fields": filled_fields(self.pdfium, self.page),
        }

    def _page_box(self) -> Box:
        sides = [c_float() for _ in range(4)]
        for get in (self.pdfium.FPDFPage_GetCropBox, self.pdfium.FPDFPage_GetMediaBox):
            if get(self.page, *map(byref, sides)):
                left, bottom, right, top = (side.value for side in sides)
                if left < right and bottom < top:
                    return left, bottom, right, top
        return 0.0, 0.0, 612.0, 792.0

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        match self.turn:
            case 0:
                return x - left, top - y
            case 1:
                return y - bottom, x - left
            case 2:
                return right - x, y - bottom
            case _:
                return top - y, right - x

    def _turned(self, box: Box) -> Box:
        (a, b), (c, d) = self._point(box[0], box[1]), self._point(box[2], box[3])
        return round(min(a, c), 2), round(min(b, d), 2), round(max(a, c), 2), round(max(b, d), 2)

    def _words(self, text: Any, number: int) -> Iterator[tuple[list[Char], Look]]:
        """The words in the order of the content."""
        pdfium = self.pdfium
        rect, x, y = pdfium.FS_RECTF(), c_double(), c_double()
        word: list[Char] = []
        look = Look(1.0, 0, is_seen=True)
        along = across = end = height = 0.0
        room = _NEXT
        for index in range(number):
            sign = _sign(int(pdfium.FPDFText_GetUnicode(text, index)))
            if sign in _BLANK and pdfium.FPDFText_IsGenerated(text, index) == 1:
                room = _TOUCHING  # PDFium guesses blanks, and some within words
                continue
            if sign in _BLANK or not pdfium.FPDFText_GetLooseCharBox(text, index, byref(rect)):
                if word:
                    yield word, look
                    word = []
                continue
            pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
            char = Char(sign, (rect.left, rect.bottom, rect.right, rect.top), (x.value, y.value))
            if word:
                begin, level, tall = _placed(char, look.quarter)
                is_next = (
                    abs(level - across) < 0.12 * look.size
                    and -0.5 * look.size < begin - end < room * look.size
                    # The boxes of letters from a ligature are lower than the others
                    and (abs(tall - height) <= 0.1 * height or abs(self._size(text, index) - look.size) <= 0.05 * look.size)
                )
                if not is_next:
                    yield word, look
                    word = []
            if not word:
                look = self._look(text, index)
            along, across, height = _placed(char, look.quarter)
            end = along + _advance(char, look.quarter)
            word.append(char)
            room = _NEXT
        if word:
            yield word, look

    def _size(self, text: Any, index: int) -> float:
        matrix = self.pdfium.FS_MATRIX()
        size = float(self.pdfium.FPDFText_GetFontSize(text, index)) or 1.0
        is_known = self.pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
        return abs(size) * (hypot(matrix.c, matrix.d) or 1.0) if is_known else abs(size)

    def _look(self, text: Any, index: int) -> Look:
        pdfium = self.pdfium
        matrix = pdfium.FS_MATRIX()
        is_known = pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
        quarter = round(atan2(matrix.b, matrix.a) / (pi / 2)) % 4 if is_known else 0
        one = pdfium.FPDFText_GetTextObject(text, index)
        if not one:
            return Look(self._size(text, index), quarter, is_seen=True)
        mode = int(pdfium.FPDFTextObj_GetTextRenderMode(one))
        address = cast(one, c_void_p).value
        is_under = address in self.drawn.under
        if not is_under and self.drawn.covers:
            rect = pdfium.FS_RECTF()
            pdfium.FPDFText_GetLooseCharBox(text, index, byref(rect))
            is_under = self.drawn.is_covered(address, (rect.left, rect.bottom, rect.right, rect.top))
        red, green, blue, alpha = colour_of(pdfium, one, mode)
        is_pale = alpha == 0 or min(red, green, blue) >= NEARLY_WHITE
        is_seen = mode not in _UNSEEN_MODES and not is_under and not is_pale
        return Look(self._size(text, index), quarter, is_seen, red << 16 | green << 8 | blue)

    def _word(self, chars: list[Char], look: Look) -> tuple[Any, ...]:
        """A word as JSON has it: text, left, right, baseline, size, whether it is seen, colour."""
        boxes = [self._turned(char.box) for char in chars]
        base = self._point(*chars[0].base)[1]
        text = "".join(char.text for char in chars)
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        return text, left, right, round(base, 2), round(look.size, 2), look.is_seen, look.colour

    def _links(self) -> Iterator[tuple[Box, str]]:
        pdfium = self.pdfium
        place, link, rect = c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
        for _ in range(_LONGEST_LINK):
            if not pdfium.FPDFLink_Enumerate(self.page, byref(place), byref(link)):
                return
            action = pdfium.FPDFLink_GetAction(link)
            if not action or pdfium.FPDFAction_GetType(action) != _URI or not pdfium.FPDFLink_GetAnnotRect(link, byref(rect)):
                continue
            address = (c_char * _LONGEST_LINK)()
            pdfium.FPDFAction_GetURIPath(self.document, action, address, _LONGEST_LINK)
            yield (rect.left, rect.bottom, rect.right, rect.top), address.value.decode("utf-8", "replace")


def _sign(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > sys.maxunicode:
        return "\ufffd"
    return _SPELT.get(chr(code), chr(code))


def _placed(char: Char, quarter: int) -> tuple[float, float, float]:
    """Where a character begins along its line, how far across its baseline is, and its height."""
    left, bottom, right, top = char.box
    x, y = char.base
    match quarter:
        case 0:
            return left, y, top - bottom
        case 1:
            return bottom, x, right - left
        case 2:
            return -right, y, top - bottom
        case _:
            return -top, x, right - left


def _advance(char: Char, quarter: int) -> float:
    left, bottom, right, top = char.box
    return top - bottom if quarter % 2 else right - left
