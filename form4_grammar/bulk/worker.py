"""A worker: ``python -m form4_grammar.bulk.worker``, started and spoken to by `pool`, by pickles of a length of four bytes.

It is told the job and its settings, then gets lists of pages, and gives back what the job makes of each list. Before each page
it says which one it begins with, so that whoever ends it knows which page it was.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import signal
import struct
import sys
from typing import IO, Any

STARTED, DONE = b"s", b"d"


def send(stream: IO[bytes], kind: bytes, value: object) -> None:
    """Sends a message."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(kind + struct.pack("<I", len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, Any] | None:
    """The next message; None where the other side is gone."""
    head = stream.read(5)
    if len(head) < 5:
        return None
    (length,) = struct.unpack("<I", head[1:])
    data = stream.read(length)
    return (head[:1], pickle.loads(data)) if len(data) == length else None  # noqa: S301 - between processes of ours


def main() -> None:
    """Works until nothing more comes."""
    gc.set_threshold(50_000)  # what a page needs is freed without it, as in the commands
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends its workers itself
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    tasks = sys.stdin.buffer
    first = receive(tasks)
    if first is None:
        return
    module, name, settings = first[1]
    job = getattr(importlib.import_module(module), name)
    while (message := receive(tasks)) is not None:
        send(answers, DONE, job(message[1], settings, lambda number: send(answers, STARTED, number)))


if __name__ == "__main__":
    main()
