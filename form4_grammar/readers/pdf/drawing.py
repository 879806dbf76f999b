"""What stands on the pages of a PDF: a program of its own, which `process` starts.

PDFium is native code and a PDF may be made to exhaust it, so it runs where memory and time have an end. The program takes the
folder of pypdfium2, the seconds and the bytes that it may use, and the PDF by standard input. It writes a line of JSON for the
document and one for each page: words, ruling lines, drawn marks, pictures and links, in points from the page's upper left
corner, turned so that its text is upright. It imports nothing of this package.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_char, c_double, c_float, c_int, c_uint, c_void_p, cast
from itertools import pairwise
from math import atan2, hypot, pi
from typing import Any, NamedTuple

MOST_CHARS, MOST_DRAWN = 60_000, 60_000
"""Characters and drawn things of one page beyond which it is no page of a form."""

_THIN, _LEAST = 2.6, 4.0
"""How thick a ruling line may be, and how long it must be, in points."""

_SMALLEST, _LARGEST = 2.8, 16.0
"""The sizes of drawn marks and of the frames of boxes."""

_BLANK = frozenset("\0\r\n\t \u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u200b")
_SPELT = {"\x02": "-", "\ufffe": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""PDFium's own signs for a hyphen at the end of a line, and ligatures."""

_UNSEEN_MODES = frozenset({3, 7})
_NEARLY_WHITE = 250
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_BEZIER, _MOVE = 1, 2
_DEEPEST = 8
_LARGE = 0.5
_LONGEST_LINK = 1000
_NEXT, _TOUCHING = 0.22, 0.1
"""The gap up to which letters are of one word, in their size; and where PDFium takes it for a blank."""

_URI = 3

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


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


def main() -> None:
    """Writes what the PDF of standard input has."""
    folder, seconds, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit(seconds, most)
    sys.path.insert(0, folder)
    data = sys.stdin.buffer.read()
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - from the folder that was given

    for one in _document(pdfium, data):
        sys.stdout.write(json.dumps(one, separators=(",", ":")) + "\n")
        sys.stdout.flush()


def limit(seconds: int, most: int) -> None:
    """Ends this process when it has computed so many seconds, and gives it no more than so many bytes."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _document(pdfium: Any, data: bytes) -> Iterator[dict[str, Any]]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        yield {"error": int(pdfium.FPDF_GetLastError())}
        return
    pages = int(pdfium.FPDF_GetPageCount(document))
    yield {"pages": pages}
    for number in range(pages):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            yield {"damaged": True}
            continue
        yield PageReader(pdfium, document, page).read()
        pdfium.FPDF_ClosePage(page)


class PageReader:
    """One page. Coordinates are the PDF's own until `_turned` brings them to those of a reader."""

    def __init__(self, pdfium: Any, document: Any, page: Any) -> None:
        self.pdfium, self.document, self.page = pdfium, document, page
        self.box = self._page_box()
        self.turn = int(pdfium.FPDFPage_GetRotation(page)) % 4
        self.drawn = _Drawn(pdfium, self.box)

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
        is_under = cast(one, c_void_p).value in self.drawn.under
        red, green, blue, alpha = _colour(pdfium, one, mode)
        is_pale = alpha == 0 or min(red, green, blue) >= _NEARLY_WHITE
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


def _colour(pdfium: Any, one: Any, mode: int) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of a thing, black where that is not known; `mode` 1 is drawn by its outline."""
    parts = [c_uint() for _ in range(4)]
    get = pdfium.FPDFPageObj_GetStrokeColor if mode == 1 else pdfium.FPDFPageObj_GetFillColor
    if not get(one, *map(byref, parts)):
        return 0, 0, 0, 255
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _is_pale(pdfium: Any, one: Any, mode: int) -> bool:
    """Whether a thing is drawn in white, or in nothing at all."""
    *colour, alpha = _colour(pdfium, one, mode)
    return alpha == 0 or min(colour) >= _NEARLY_WHITE


class _Drawn:
    """What is drawn on a page besides its text: ruling lines, marks, frames of boxes, pictures; and its clips."""

    def __init__(self, pdfium: Any, page_box: Box) -> None:
        self.pdfium, self.page_box = pdfium, page_box
        self.rules: list[Box] = []
        self.marks: list[Box] = []
        self.frames: list[Box] = []
        self.images: list[Box] = []
        self.clips: list[Box] = []
        self.under: set[int | None] = set()  # text objects that a large picture was laid over
        self.texts: list[tuple[int | None, Box]] = []
        self.todo = MOST_DRAWN

    def read(self, page: Any) -> None:
        """Takes what is on a page."""
        count, get = self.pdfium.FPDFPage_CountObjects, self.pdfium.FPDFPage_GetObject
        for index in range(int(count(page))):
            self._take(get(page, index), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)

    def _take(self, one: Any, outer: Matrix, depth: int) -> None:
        pdfium = self.pdfium
        self.todo -= 1
        if self.todo <= 0:
            return
        kind = int(pdfium.FPDFPageObj_GetType(one))
        if kind == _FORM and depth < _DEEPEST:
            inner = _product(self._matrix(one), outer)
            for index in range(int(pdfium.FPDFFormObj_CountObjects(one))):
                self._take(pdfium.FPDFFormObj_GetObject(one, index), inner, depth + 1)
            return
        sides = [c_float() for _ in range(4)]
        if kind not in (_TEXT, _PATH, _IMAGE) or not pdfium.FPDFPageObj_GetBounds(one, *map(byref, sides)):
            return
        box = _moved((sides[0].value, sides[1].value, sides[2].value, sides[3].value), outer)
        if kind == _PATH:
            self._path(one, box, outer)
        elif kind == _IMAGE:
            self.images.append(box)
            if _area(box) > _LARGE * _area(self.page_box):
                self.under |= {text for text, place in self.texts if _is_inside(place, box)}
        else:
            self.texts.append((cast(one, c_void_p).value, box))
            self._clip(one, outer)

    def _matrix(self, one: Any) -> Matrix:
        found = self.pdfium.FS_MATRIX()
        if not self.pdfium.FPDFPageObj_GetMatrix(one, byref(found)):
            return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _clip(self, one: Any, outer: Matrix) -> None:
        """Notes what a text is clipped to, where that is a large part of the page: browsers clip what does not fit on it."""
        pdfium = self.pdfium
        path = pdfium.FPDFPageObj_GetClipPath(one)
        for index in range(min(4, int(pdfium.FPDFClipPath_CountPaths(path))) if path else 0):
            count = int(pdfium.FPDFClipPath_CountPathSegments(path, index))
            if 4 <= count <= 6:
                segments = [pdfium.FPDFClipPath_GetPathSegment(path, index, number) for number in range(count)]
                points = [point for segment in segments for point in [self._segment_point(segment, outer)]]
                box = _around(points)
                if _area(box) > _LARGE * _area(self.page_box) and box not in self.clips:
                    self.clips.append(box)

    def _segment_point(self, segment: Any, matrix: Matrix) -> tuple[float, float]:
        x, y = c_float(), c_float()
        self.pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        return _applied(matrix, x.value, y.value)

    def _path(self, one: Any, box: Box, outer: Matrix) -> None:
        pdfium = self.pdfium
        fill, is_stroked = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(one, byref(fill), byref(is_stroked))
        if not (fill.value or is_stroked.value) or _is_pale(pdfium, one, 0 if fill.value else 1):
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= _THIN:
            if max(width, height) >= _LEAST:
                self.rules.append(box)
            return
        count = int(pdfium.FPDFPath_CountSegments(one))
        self.todo -= count
        if self.todo <= 0:
            return
        parts = self._parts(one, count, _product(self._matrix(one), outer))
        is_straight = all(_is_straight(points) and not curved for points, curved in parts)
        is_small = min(width, height) >= _SMALLEST and max(width, height) <= _LARGEST
        if is_straight:
            self._straight([points for points, _ in parts], is_stroked=bool(is_stroked.value), is_small=is_small, box=box)
        elif is_small:
            self.marks.append(box)

    def _parts(self, one: Any, count: int, matrix: Matrix) -> list[tuple[list[tuple[float, float]], bool]]:
        """The subpaths of a path: their points, and whether there is a curve in them."""
        pdfium = self.pdfium
        parts: list[tuple[list[tuple[float, float]], bool]] = []
        for number in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(one, number)
            kind = int(pdfium.FPDFPathSegment_GetType(segment))
            if kind == _MOVE or not parts:
                parts.append(([], False))
            points, curved = parts[-1]
            points.append(self._segment_point(segment, matrix))
            if kind == _BEZIER and not curved:
                parts[-1] = points, True
            elif pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        return parts

    def _straight(self, parts: list[list[tuple[float, float]]], *, is_stroked: bool, is_small: bool, box: Box) -> None:
        """Takes a path of level and upright lines: a frame, ruling lines, the border of a cell, or an area."""
        if is_small:
            if is_stroked or len(parts) > 1:
                self.frames.append(box)
            return
        if is_stroked:
            for points in parts:
                for (a, b), (c, d) in pairwise(points):
                    if abs(a - c) + abs(b - d) >= _LEAST:
                        self.rules.append((min(a, c), min(b, d), max(a, c), max(b, d)))
            return
        boxes = [_around(points) for points in parts]
        for (a, b, c, d), (e, f, g, h) in zip(boxes[::2], boxes[1::2], strict=False):
            if max(abs(a - e), abs(b - f), abs(c - g), abs(d - h)) <= _THIN:  # one in the other: what is between is a border
                left, low, right, high = (a + e) / 2, (b + f) / 2, (c + g) / 2, (d + h) / 2
                self.rules += [
                    (left, low, left, high),
                    (right, low, right, high),
                    (left, low, right, low),
                    (left, high, right, high),
                ]
        self.rules += [
            one
            for one in boxes
            if min(one[2] - one[0], one[3] - one[1]) <= _THIN and max(one[2] - one[0], one[3] - one[1]) >= _LEAST
        ]


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix) -> Box:
    left, bottom, right, top = box
    return _around([_applied(matrix, x, y) for x in (left, right) for y in (bottom, top)])


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _is_inside(box: Box, other: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


def _is_straight(points: list[tuple[float, float]]) -> bool:
    """Whether all lines between the points are level or upright, or too short to tell."""
    return all(min(abs(a - c), abs(b - d)) < 0.5 for (a, b), (c, d) in pairwise(points))


if __name__ == "__main__":
    main()
