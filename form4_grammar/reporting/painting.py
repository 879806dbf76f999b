"""Pictures of the pages of a PDF: a program of its own, which `sheets` starts, as the reader starts its own.

It takes the folders of pypdfium2 and of the reader's program, the seconds and the bytes that it may use, the numbers of the
pages, counted from 1, and the PDF by standard input. It writes a line of JSON for each page: its number, its size in points and
a PNG in 16 greys, turned so that its text is upright. It imports nothing of this package but that program.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
import zlib
from ctypes import string_at
from typing import Any

_DOTS = 110
"""Dots per inch."""

_MOST_DOTS = 1800
_POINTS = 72
_GREY, _WITH_ANNOTATIONS, _WHITE = 1, 0x01, 0xFFFFFFFF
_SIXTEEN = bytes(min((one + 8) // 17, 15) for one in range(256))


def main() -> None:
    """Writes the pictures of the PDF of standard input."""
    folder, reader, seconds, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    wanted = {int(one) for one in sys.argv[5].split(",")}
    sys.path[:0] = [folder, reader]
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - from the folders that were given, and so are these
    from limits import limit  # type: ignore[import-not-found]  # noqa: PLC0415
    from page_reader import PageReader  # type: ignore[import-not-found]  # noqa: PLC0415

    limit(seconds, most)
    data = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(int(pdfium.FPDF_GetPageCount(document)) if document else 0):
        page = pdfium.FPDF_LoadPage(document, number) if number + 1 in wanted else None
        if page:
            drawn = PageReader(pdfium, document, page).read()
            if "size" in drawn:
                sys.stdout.write(json.dumps({"page": number + 1, **_painted(pdfium, page, drawn)}) + "\n")
                sys.stdout.flush()
            pdfium.FPDF_ClosePage(page)


def _painted(pdfium: Any, page: Any, drawn: dict[str, Any]) -> dict[str, Any]:
    width, height = drawn["size"]
    scale = min(_DOTS / _POINTS, _MOST_DOTS / max(width, height, 1))
    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, _GREY, None, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, _WHITE)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, drawn["sideways"], _WITH_ANNOTATIONS)
    stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
    dots = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    rows = [dots[at : at + across] for at in range(0, stride * down, stride)]
    pdfium.FPDFBitmap_Destroy(bitmap)
    return {"width": width, "height": height, "png": base64.b64encode(_png(rows, across)).decode()}


def _png(rows: list[bytes], across: int) -> bytes:
    """A picture in 16 greys, two dots a byte."""
    packed = bytearray()
    for row in rows:
        dots = row.translate(_SIXTEEN) + b"\x0f" * (across % 2)
        packed.append(0)
        packed += bytes(left << 4 | right for left, right in zip(dots[::2], dots[1::2], strict=True))
    head = struct.pack(">IIBBBBB", across, len(rows), 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(packed), 9)), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        made += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return made


if __name__ == "__main__":
    main()
