"""Small PDFs, drawn for tests: words, lines and pictures at their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 612, 792


@dataclass
class Sheet:
    """A page; all places are points from its upper left corner."""

    width: float = WIDTH
    height: float = HEIGHT
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    has_picture: bool = False

    def text(self, x: float, y: float, shown: str, size: float = 9, *, mode: int = 0, grey: float = 0) -> Sheet:
        """A text whose baseline begins at a place. ``mode`` 3 is unseen."""
        escaped = shown.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        place = f"1 0 0 1 {x} {self.height - y} Tm"
        self.content.append(f"BT {grey} g {mode} Tr /F1 {size} Tf {place} ({escaped}) Tj ET")
        return self

    def line(self, x: float, y: float, to_x: float, to_y: float) -> Sheet:
        """A ruling line."""
        self.content.append(f"0.7 w {x} {self.height - y} m {to_x} {self.height - to_y} l S")
        return self

    def frame(self, left: float, top: float, right: float, bottom: float) -> Sheet:
        """A rectangle, drawn by its sides."""
        self.content.append(f"0.7 w {left} {self.height - bottom} {right - left} {bottom - top} re S")
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], *, ends: float | None = None) -> Sheet:
        """Ruling lines; ``ends`` where the level ones end, if not with the last column."""
        for y in ys:
            self.line(xs[0], y, xs[-1] if ends is None else ends, y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def picture(self) -> Sheet:
        """A picture over the whole page."""
        self.has_picture = True
        self.content.append(f"q {self.width} 0 0 {self.height} 0 0 cm /I1 Do Q")
        return self


def pdf(sheets: Iterable[Sheet], trailer: str = "") -> bytes:
    """The file that has these pages."""
    pages = list(sheets)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _stream("\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"),
    ]
    for i, sheet in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> /Contents {6 + 2 * i} 0 R >>"
        )
        objects.append(_stream("\n".join(sheet.content)))
    return assembled(objects, trailer)


def assembled(objects: Sequence[str], trailer: str = "") -> bytes:
    """A file of numbered objects, the first of which is the catalogue."""
    body, places = "%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def _stream(content: str, more: str = "") -> str:
    return f"<< /Length {len(content)} {more} >>\nstream\n{content}\nendstream"
