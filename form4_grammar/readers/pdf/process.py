"""Runs PDFium on a PDF, in a process of its own whose time and memory end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import Any, NamedTuple

from form4_grammar.readers.pdf.page import Page, page_of

MOST_PAGES = 1000
"""Pages beyond which a PDF is not read."""

SECONDS, MEMORY = 60, 400 * 2**20
"""The seconds of computing and the bytes that PDFium may take for a PDF; Windows keeps only twice the time, by the clock."""

PROGRAM = Path(__file__).with_name("program")
"""The folder of the program that reads PDFs, and of its modules."""

_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5


class Refused(NamedTuple):
    """Why a PDF, or the rest of it, is not read, in words that follow "the document is"."""

    why: str


def pages(data: bytes) -> Iterator[Page | Refused]:
    """The pages of a PDF, each as soon as it was read. What cannot be read ends them with the reason."""
    found = find_spec("pypdfium2")
    if found is None or found.origin is None:
        yield Refused("a PDF, and reading these takes the library pypdfium2: pip install 'form4-grammar[pdf]'")
        return
    command = [sys.executable, "-I", "-S", str(PROGRAM), str(Path(found.origin).parents[1]), str(SECONDS), str(MEMORY)]
    with TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        with subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            clock = Timer(2 * SECONDS, process.kill)
            clock.start()
            try:
                yield from _told(process)
            finally:
                clock.cancel()
                process.kill()


def _told(process: subprocess.Popen[bytes]) -> Iterator[Page | Refused]:
    assert process.stdout is not None
    first = _line(process)
    if first is None:
        yield Refused("a PDF that exhausts the program which reads it")
        return
    if "error" in first:
        if first["error"] in (_PASSWORD_ERROR, _SECURITY_ERROR):
            yield Refused("a PDF locked with a password: open it with that and print it to a PDF without one")
        else:
            yield Refused("a PDF too damaged to be opened: get it anew, or print it to PDF from a program that opens it")
        return
    number = int(first["pages"])
    if number > MOST_PAGES:
        yield Refused(f"a PDF of {number:,} pages, and more than {MOST_PAGES:,} are not read: split it")
        return
    if number == 0:
        yield Refused("a PDF without pages")
    for index in range(number):
        drawn = _line(process)
        if drawn is None:
            yield Refused(f"a PDF whose page {index + 1} exhausts the program which reads it")
            return
        if "too_much" in drawn:
            yield Refused(f"a PDF with more on page {index + 1} than any page of a form has")
            return
        if "damaged" in drawn:
            yield Refused(f"a PDF whose page {index + 1} is too damaged to be read: get it anew")
            return
        yield page_of(index, drawn)


def _line(process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
    """The next line that the program wrote; None where it ended instead, or was ended within a line."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        return None
    read = json.loads(line)
    return read if isinstance(read, dict) else None
