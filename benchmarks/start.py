"""How long `form4 check` and `form4 parse` of one page take, against importing rich and typer. Ratios, in one run.

Give the interpreter of an environment in which the wheel is installed, or none for the one that runs this. Byte code has to be
written: where ``PYTHONDONTWRITEBYTECODE`` is set, an editable install compiles what it imports anew each time.

    python benchmarks/start.py --python .venv/bin/python tests/filings/form4-plain.txt

Each ratio is of the medians of runs that take turns, of the clock and of the time that the processor was busy, which other
work on the machine blurs less. What stands above the limit makes the exit code 1. `tests/test_start.py` holds what it is made
of: what is imported, and how much is compiled.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

GOAL, LIMIT = 1.5, 1.8
"""Times the imports: what is wanted, and what must not be passed."""

CODE = "from form4_grammar.cli import main; main()"


class Took(NamedTuple):
    """Seconds of the clock, and of the processor."""

    clock: float
    busy: float


def once(command: Sequence[str], environment: dict[str, str]) -> Took:
    """What a command takes, whatever its exit code."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=environment)
    clock, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    """Prints a line for each command; 1 where one is above the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--python", default=sys.executable, help="the interpreter (default: this one)")
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    python, page = [given.python, "-P", "-c"], str(given.page)
    commands = {
        "import rich, typer": [*python, "import rich, typer"],
        "python alone": [*python, "pass"],
        "form4 check": [*python, CODE, "check", page],
        "form4 parse": [*python, CODE, "parse", page],
        "form4 check --format jsonl": [*python, CODE, "check", "--format", "jsonl", page],
    }
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for command in commands.values():
        once(command, environment)  # so that all files are in memory, and compiled
    times: dict[str, list[Took]] = {name: [] for name in commands}
    for _ in range(given.rounds):
        for name, command in commands.items():
            times[name].append(once(command, environment))
    first = Took(*map(median, zip(*times["import rich, typer"], strict=True)))
    for name, took in times.items():
        clock, busy = map(median, zip(*took, strict=True))
        ratios = f"{clock / first.clock:5.2f} and {busy / first.busy:5.2f} times"
        print(f"{name:<28}{1000 * clock:6.0f} ms, {1000 * busy:4.0f} ms busy: {ratios}")
    ratio = median(one.busy for one in times["form4 check"]) / first.busy
    print(f"form4 check: {ratio:.2f} times the imports (at most {LIMIT:g}; the goal is {GOAL:g})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
