"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from form4_grammar.cli.screen import complain

STDOUT = (None, "-", "/dev/stdout")
"""What names standard output where a file is asked for."""


def is_document(path: str, name: str) -> bool:
    """Whether a file to write is the very document that is read, also where that comes by standard input."""
    try:
        document = os.fstat(sys.stdin.fileno()) if name == "-" else Path(name).stat()
        return stat.S_ISREG(document.st_mode) and os.path.samestat(document, Path(path).stat())
    except (OSError, ValueError):  # one of them is no file, or not there
        return False


def refuse_document_itself(path: str) -> NoReturn:
    """Says that a file to write is the document that is read, and exits."""
    complain(f"{path}: is the document itself; name another file")
    raise SystemExit(2)


def write_file(path: str, text: str) -> None:
    """Writes a text in UTF-8, line breaks as they are. Exits with 2, after a complaint, where it cannot be written.

    What a file held stays there until all of the new text is written, and so do its permissions and links that lead to it. What
    is no file, such as a pipe or a device, is written into.
    """
    try:
        with _opened(path) as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        complain(f"{path or repr(path)}: {_why(path, error)}")
        raise SystemExit(2) from None


@contextlib.contextmanager
def standard_output(path: str | None) -> Iterator[None]:
    """Writes to a file, as `write_file` does, what would go to standard output, and leaves that where no file is named.

    Where the block raises, nothing is written. Exits with 2, after a complaint, where the file cannot be.
    """
    if path is None or path in STDOUT:
        yield
        return
    try:
        with _opened(path) as file:
            stream = io.TextIOWrapper(file, "utf-8", "replace", newline="")
            with contextlib.redirect_stdout(stream):
                yield
            stream.flush()
            stream.detach()
    except OSError as error:
        complain(f"{path or repr(path)}: {_why(path, error)}")
        raise SystemExit(2) from None


def _why(path: str, error: OSError) -> str:
    """Why a file was not written, in words that say what to do where that is plain."""
    if isinstance(error, IsADirectoryError):
        return "is a folder; name a file in it"
    if isinstance(error, FileNotFoundError) and not Path(path).parent.is_dir():
        return "the folder that it would stand in is not there"
    return error.strerror or str(error)


@contextlib.contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    """A file to write, which takes its place once all is written. Raises `OSError` where it cannot be."""
    old = _standing(path)
    if path.startswith(("/dev/", "/proc/")) or (old is not None and not stat.S_ISREG(old.st_mode)):
        with Path(path).open("wb") as file:
            yield file
    else:
        with _draft(Path(os.path.realpath(path)), old) as file:
            yield file


def _standing(path: str) -> os.stat_result | None:
    """What stands at a path already. Raises `OSError` where that cannot be looked at."""
    try:
        return Path(path).stat()
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _draft(target: Path, old: os.stat_result | None) -> Iterator[BinaryIO]:
    """A new file that is put in the place of a file, or of nothing."""
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    import secrets

    draft = target.with_name(f".form4-{secrets.token_hex(8)}")
    try:
        file = draft.open("xb")
    except PermissionError:
        if old is None:
            raise
        with target.open("wb") as file:  # the file may be written, but none put beside it
            yield file
        return
    try:
        with file:
            yield file
        if old is not None:
            with contextlib.suppress(OSError):  # the file of somebody else
                os.chown(draft, old.st_uid, old.st_gid)
            with contextlib.suppress(OSError):  # a disk that knows no permissions
                draft.chmod(stat.S_IMODE(old.st_mode))
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
