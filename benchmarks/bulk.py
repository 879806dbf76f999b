"""Runs of `form4 export` of more and more pages made from a corpus: documents a second, and the memory of the largest process.

python benchmarks/bulk.py ../shared/corpus [1000 10000 100000]
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

LIMIT_MEMORY, LIMIT_MEGABYTES, LIMIT_WORKERS = 1.5, 400, 1.7


class Run(NamedTuple):
    """What a run took: documents a second, and megabytes of the largest of its processes."""

    rate: float
    memory: float


def pages(corpus: Path, number: int, path: Path) -> None:
    """Writes so many pages as JSON Lines: the corpus again and again, each time with other blanks at the end."""
    texts = [page.read_text(encoding="utf-8") for page in sorted((corpus / "ocr").glob("*.txt"))]
    with path.open("w", encoding="utf-8") as file:
        for one in range(number):
            again, which = divmod(one, len(texts))
            file.write(json.dumps({"path": f"{again}/{which}", "text": texts[which] + "\n" + " " * again}) + "\n")


def run(source: Path, number: int, workers: int) -> Run:
    """Exports the pages, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "form4_grammar", "export", str(source), "-o", folder, "-j", str(workers)]
        start = time.perf_counter()
        child = os.posix_spawn(
            command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
        )
        _, status, used = os.wait4(child, 0)
        taken = time.perf_counter() - start
    if status:
        raise SystemExit(f"form4 export ended with {os.waitstatus_to_exitcode(status)}")
    return Run(number / taken, used.ru_maxrss / 1024)


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; 1 where one is over its limit, 2 where there is nothing to measure."""
    corpus = Path(arguments[0] if arguments else "../shared/corpus")
    numbers = [int(one) for one in arguments[1:]] or [1_000, 10_000]
    if not (corpus / "ocr").is_dir():
        print("No pages there.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        found: list[Run] = []
        for number in numbers:
            source = Path(folder) / f"{number}.jsonl"
            pages(corpus, number, source)
            found.append(run(source, number, 2))
            print(f"{number:9,} pages, two workers: {found[-1].rate:6,.0f} a second, {found[-1].memory:4.0f} MB")
        # The start of a process takes as long as some hundred pages, which the largest run feels least
        alone = run(Path(folder) / f"{numbers[-1]}.jsonl", numbers[-1], 1)
    grown = found[-1].memory / found[0].memory
    faster = found[-1].rate / alone.rate
    print(f"The largest run takes {grown:.2f} times the memory of the smallest (at most {LIMIT_MEMORY:g}).")
    print(f"Two workers are {faster:.2f} times one (at least {LIMIT_WORKERS:g}, on a machine that does nothing else).")
    return int(grown > LIMIT_MEMORY or max(one.memory for one in found) > LIMIT_MEGABYTES or faster < LIMIT_WORKERS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
