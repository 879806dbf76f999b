"""Workers in processes of their own, so that a page which breaks one, or takes too long, costs that page alone."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from form4_grammar.bulk.pages import Page
from form4_grammar.bulk.worker import DONE, STARTED, receive, send

Result_co = TypeVar("Result_co", covariant=True)
Settings = Mapping[str, Any]

_AHEAD = 3
"""Lists of pages that are on their way, or done and not yet taken, for each worker."""
_SLOWEST_START = 120.0
"""Seconds that a worker has to begin."""
_WATCHED = 0.1
"""Seconds between two looks at how long each page has been taking."""


class Started(Protocol):
    """Is told the number of each page before it is read."""

    def __call__(self, number: int, /) -> None:
        """Page `number` of the list is next."""


class Job(Protocol[Result_co]):
    """A function of a module, what a worker does with a list of pages. It must not raise, and gives what can be pickled."""

    __module__: str
    __name__: str

    def __call__(self, pages: Sequence[Page], settings: Settings, started: Started, /) -> Result_co:
        """Reads a list of pages; one that has a ``status`` was tried before and must only be told of."""


class WorkerError(RuntimeError):
    """A worker does not even begin to work."""


class _Worker:
    """A process that does a job, started when it is first needed, and again when it was lost."""

    def __init__(self, job: Job[Any], settings: Settings, limit: float) -> None:
        self._first = (job.__module__, job.__name__, settings)
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._late_at = float("inf")
        self._is_late = False
        self._is_closed = False
        self._lock = threading.Lock()

    def do(self, pages: Sequence[Page]) -> Any:
        """What the job makes of pages. A page at which the process is lost gets a status, and the rest is done again."""
        left = list(pages)
        failures = 0
        while True:
            number = -1
            try:
                process = self._running()
                assert process.stdin is not None
                assert process.stdout is not None
                self._late_at = time.monotonic() + max(self._limit, _SLOWEST_START)
                send(process.stdin, STARTED, left)
                while (message := receive(process.stdout)) is not None:
                    kind, value = message
                    if kind == DONE:
                        self._late_at = float("inf")
                        return value
                    number = value
                    self._late_at = time.monotonic() + self._limit
            except (OSError, ValueError):  # the pipe is gone, and the process with it
                pass
            code = self.end()
            if self._is_closed:
                raise WorkerError("ended")
            if number < 0:
                failures += 1
                if failures > 1:
                    raise WorkerError(f"a worker ended with {code} before it read a page")
                continue
            status, problem = ("timeout", f"took longer than {self._limit:g} s") if self._is_late else ("crashed", _ended(code))
            left[number] = left[number]._replace(status=status, problem=problem)

    def watch(self, now: float) -> None:
        """Ends the process where a page takes too long."""
        if now > self._late_at:
            self._is_late = True
            self._late_at = float("inf")
            self._kill()

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        self._is_closed = True
        self._kill()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise WorkerError("ended")
            if self._process is None:
                self._is_late = False
                self._process = _started()
                assert self._process.stdin is not None
                send(self._process.stdin, STARTED, self._first)
            return self._process

    def _kill(self) -> None:
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.kill()

    def end(self) -> int:
        """Waits for the end of the process; its code."""
        self._kill()
        with self._lock:
            process, self._process = self._process, None
        self._late_at = float("inf")
        if process is None:
            return 0
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return process.wait()


def _started() -> subprocess.Popen[bytes]:
    shown = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    error = None if os.environ.get("FORM4_GRAMMAR_DEBUG") else subprocess.DEVNULL
    command = [sys.executable, "-P", "-m", "form4_grammar.bulk.worker"]  # -P: nothing from the folder it is run in
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=error, env=os.environ | shown
    )


def _ended(code: int) -> str:
    return (
        f"the process that read it was ended by signal {-code}" if code < 0 else f"the process that read it ended with {code}"
    )


def run(
    tasks: Iterable[Sequence[Page]], job: Job[Result_co], settings: Settings, *, workers: int, limit: float = 60.0
) -> Generator[Result_co]:
    """What the job makes of each list of pages, in their order. `limit` is how many seconds a page may take.

    No more lists are taken from `tasks` than a few for each worker, so that memory does not grow with them. Raises
    `WorkerError` where workers cannot work at all. Closed early, it ends its workers. With no workers the job is done here,
    and nothing protects from its faults.
    """
    if not workers:
        for task in tasks:
            yield job(task, settings, lambda _: None)
        return
    every = [_Worker(job, settings, limit) for _ in range(workers)]
    idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
    for one in every:
        idle.put(one)

    def done(pages: Sequence[Page]) -> Result_co:
        worker = idle.get()
        try:
            result: Result_co = worker.do(pages)
            return result
        finally:
            idle.put(worker)

    over = threading.Event()

    def watch() -> None:
        while not over.wait(_WATCHED):
            now = time.monotonic()
            for one in every:
                one.watch(now)

    threading.Thread(target=watch, daemon=True).start()
    waiting: deque[Future[Result_co]] = deque()
    threads = ThreadPoolExecutor(workers)
    try:
        for task in tasks:
            waiting.append(threads.submit(done, task))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        over.set()
        for future in waiting:
            future.cancel()
        for one in every:
            one.close()
        threads.shutdown(wait=True, cancel_futures=True)
        for one in every:
            one.end()
