"""Damages PDFs by chance and reads them: none may raise, and each has to end within its limits.

python benchmarks/pdf_fuzz.py FOLDER [--number 2000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from pathlib import Path

from form4_grammar import parse_all


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A PDF that is cut, has bytes changed, or pieces doubled, lost or moved."""
    made = bytearray(data)
    match chance.randrange(5):
        case 0:
            return bytes(made[: chance.randrange(len(made))])
        case 1:
            for _ in range(chance.randrange(1, 200)):
                made[chance.randrange(len(made))] = chance.randrange(256)
        case 2:
            at, length = chance.randrange(len(made)), chance.randrange(1, 4000)
            del made[at : at + length]
        case 3:
            at, length = chance.randrange(len(made)), chance.randrange(1, 4000)
            made[at:at] = made[at : at + length]
        case _:
            for _ in range(chance.randrange(1, 30)):  # numbers and references are what structure hangs on
                at = made.find(str(chance.randrange(10)).encode(), chance.randrange(len(made)))
                if at >= 0:
                    made[at] = ord(str(chance.randrange(10)))
    return bytes(made)


def main() -> None:
    """Prints what came of the files, the slowest and the memory of the largest process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    files = [path.read_bytes() for path in sorted(given.folder.glob("*.pdf"))]
    chance = random.Random(given.seed)  # noqa: S311 - nothing is to be kept secret
    outcomes, slowest = Counter[str](), 0.0
    for _ in range(given.number):
        data = b"%PDF-1.4\n" + damaged(chance.choice(files), chance)[9:]
        start = time.perf_counter()
        readings = list(parse_all(data))
        slowest = max(slowest, time.perf_counter() - start)
        outcomes["read" if all(one.filing is not None for one in readings) else "refused, or in part"] += 1
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(dict(outcomes), f"slowest {slowest:.1f} s, largest process {largest // 1024} MiB")


if __name__ == "__main__":
    main()
