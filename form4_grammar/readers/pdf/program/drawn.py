"""What is drawn on a page of a PDF besides its text."""

from __future__ import annotations

from ctypes import byref, c_float, c_int, c_uint, c_void_p, cast
from itertools import pairwise
from typing import Any

MOST_DRAWN = 60_000
"""Drawn things of one page beyond which it is no page of a form."""

_THIN, _LEAST = 2.6, 4.0
"""How thick a ruling line may be, and how long it must be, in points."""

_SMALLEST, _LARGEST = 2.8, 16.0
"""The sizes of drawn marks and of the frames of boxes."""

NEARLY_WHITE = 250
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_BEZIER, _MOVE = 1, 2
_DEEPEST = 8
_LARGE = 0.5
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_LOWEST_COVER, _OPAQUE = 4.0, 255
"""How high a box is at least that hides text, in points, and the opacity of one that does."""


def colour_of(pdfium: Any, one: Any, mode: int) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of a thing, black where that is not known; `mode` 1 is drawn by its outline."""
    parts = [c_uint() for _ in range(4)]
    get = pdfium.FPDFPageObj_GetStrokeColor if mode == 1 else pdfium.FPDFPageObj_GetFillColor
    if not get(one, *map(byref, parts)):
        return 0, 0, 0, 255
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _is_pale(pdfium: Any, one: Any, mode: int) -> bool:
    """Whether a thing is drawn in white, or in nothing at all."""
    *colour, alpha = colour_of(pdfium, one, mode)
    return alpha == 0 or min(colour) >= NEARLY_WHITE


class Drawn:
    """What is drawn on a page besides its text: ruling lines, marks, frames of boxes, pictures; and its clips."""

    def __init__(self, pdfium: Any, page_box: Box) -> None:
        self.pdfium, self.page_box = pdfium, page_box
        self.rules: list[Box] = []
        self.marks: list[Box] = []
        self.frames: list[Box] = []
        self.images: list[Box] = []
        self.clips: list[Box] = []
        self.under: set[int | None] = set()  # text objects that a large picture was laid over
        self.order: dict[int | None, int] = {}  # how many text objects were drawn before each
        self.covers: list[tuple[int, Box]] = []  # filled boxes, and how many text objects were drawn before them
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
            self.order[cast(one, c_void_p).value] = len(self.texts)
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
        if fill.value and self.texts and min(box[2] - box[0], box[3] - box[1]) >= _LOWEST_COVER:
            self._cover(one, box)
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

    def _cover(self, one: Any, box: Box) -> None:
        """Notes a box that hides what was drawn before it, be it white."""
        pdfium = self.pdfium
        count = int(pdfium.FPDFPath_CountSegments(one))
        if 4 <= count <= 5 and not pdfium.FPDFPageObj_HasTransparency(one) and colour_of(pdfium, one, 0)[3] == _OPAQUE:
            self.covers.append((len(self.texts), box))

    def is_covered(self, text: int | None, box: Box) -> bool:
        """Whether what is in the middle of a `box` was drawn by a text object over which another box was laid."""
        before = self.order.get(text)
        return before is not None and any(before < number and _is_inside(box, cover) for number, cover in self.covers)

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
