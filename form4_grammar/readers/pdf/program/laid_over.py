"""What is laid over a page of a PDF and is no part of it: fields of a form, and texts that somebody typed onto it."""

from __future__ import annotations

from ctypes import c_ushort
from typing import Any

_TYPED, _WIDGET, _MOST = 3, 20, 5_000
"""Texts that were typed onto a page, and fields of a form, by PDFium's numbers of their kinds; and how many are looked at."""


def filled_fields(pdfium: Any, page: Any) -> int:
    """How many fields and typed texts of a page say something."""
    found = 0
    for index in range(min(int(pdfium.FPDFPage_GetAnnotCount(page)), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = int(pdfium.FPDFAnnot_GetSubtype(note))
        if kind == _WIDGET:
            state = _told(note, pdfium.FPDFAnnot_GetStringValue, b"AS")
            drawn = _told(note, pdfium.FPDFAnnot_GetAP, 0)
            found += state != "Off" if state else "Tj" in drawn or "TJ" in drawn
        elif kind == _TYPED:
            found += bool(_told(note, pdfium.FPDFAnnot_GetStringValue, b"Contents"))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _told(note: Any, get: Any, of: object) -> str:
    """A text of a field or comment, as PDFium gives it: in two bytes a character, with a blank one at its end."""
    length = int(get(note, of, None, 0))
    shown = (c_ushort * (length // 2))()
    get(note, of, shown, length)
    return bytes(shown).decode("utf-16-le", "replace").rstrip("\0")
