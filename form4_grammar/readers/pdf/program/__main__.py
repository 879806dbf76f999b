"""What stands on the pages of a PDF: a program of its own, which `process` starts by this folder.

PDFium is native code and a PDF may be made to exhaust it, so it runs where memory and time have an end. The program takes the
folder of pypdfium2, the seconds and the bytes that it may use, and the PDF by standard input. It writes a line of JSON for the
document and one for each page: words, ruling lines, drawn marks, pictures and links, in points from the page's upper left
corner, turned so that its text is upright. It imports nothing of this package but what is in this folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from form4_grammar.readers.pdf.program.limits import limit
    from form4_grammar.readers.pdf.program.page_reader import PageReader
else:
    from limits import limit
    from page_reader import PageReader


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


if __name__ == "__main__":
    main()
