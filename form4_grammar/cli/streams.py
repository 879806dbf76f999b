"""Standard output and standard error as streams that outlive whoever reads them.

A write that fails raises nothing: what is left to write is dropped, and why is kept. So no command, and no library that prints
for it, has to know of closed pipes and full disks, and the exit code of a command is never lost on the way.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TextIO


class _Sink(io.RawIOBase):
    """The bytes of a stream, until a write fails; ``fault`` is why. Without ``raw`` the stream was closed from the start."""

    def __init__(self, raw: io.RawIOBase | None) -> None:
        self.raw = raw
        self.fault: OSError | None = None

    def write(self, data: object) -> int:
        assert isinstance(data, memoryview | bytes | bytearray)
        if self.fault is None:
            try:
                return self._write(data)
            except OSError as error:
                self.fault = error
        return len(data)

    def _write(self, data: memoryview | bytes | bytearray) -> int:
        if self.raw is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        written = self.raw.write(data)
        if written is None:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return written

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self.raw is not None and self.raw.isatty()

    def fileno(self) -> int:
        if self.raw is None:
            raise io.UnsupportedOperation("closed")
        return self.raw.fileno()


class _Stream(io.TextIOWrapper):
    """A standard stream over a sink."""

    def __init__(self, sink: _Sink, encoding: str, errors: str, *, by_line: bool) -> None:
        super().__init__(io.BufferedWriter(sink), encoding=encoding, errors=errors, line_buffering=by_line)
        self.sink = sink


def outlive() -> None:
    """Puts streams that outlive their readers in the place of stdout and stderr, also where these are closed."""
    sys.stdout = _lasting(sys.stdout, errors="replace", by_line=False)  # a poor encoding must not stop us
    sys.stderr = _lasting(sys.stderr, errors="backslashreplace", by_line=True)


def _lasting(stream: TextIO | None, errors: str, *, by_line: bool) -> TextIO:
    """The same stream over a sink; a stream that has no descriptor below it, such as one that a test reads, as it is."""
    if stream is None:
        return _Stream(_Sink(None), "utf-8", errors, by_line=by_line)
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # with python -u there is no buffer in between
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(raw, io.RawIOBase):
        return stream
    return _Stream(_Sink(raw), stream.encoding, errors, by_line=by_line or stream.line_buffering)


def is_over() -> bool:
    """Whether nobody takes what is written to stdout any more, so that there is no use in reading on."""
    return isinstance(sys.stdout, _Stream) and sys.stdout.sink.fault is not None


def need_stdout() -> None:
    """Exits with 2 where stdout was closed from the start: whatever the command finds, it could not be told."""
    if isinstance(sys.stdout, _Stream) and sys.stdout.sink.raw is None:
        sys.stdout.sink.fault = OSError(errno.EBADF, os.strerror(errno.EBADF))
        raise SystemExit(2)


def ended(code: int) -> int:
    """The exit code once all is written: 2, after a message, where stdout failed, but not where its reader had seen enough."""
    sys.stdout.flush()
    fault = sys.stdout.sink.fault if isinstance(sys.stdout, _Stream) else None
    if fault is None or isinstance(fault, BrokenPipeError):
        return code
    sys.stderr.write(f"form4: standard output {'is closed' if fault.errno == errno.EBADF else f'failed: {fault.strerror}'}\n")
    return 2


def standard_input(limit: int) -> bytes:
    """What is given on stdin, up to so many bytes. Raises `OSError` where it is closed or cannot be read."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer.read(limit)
