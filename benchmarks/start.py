"""How long `form4 parse` of one page takes against importing the libraries that it is made of. A ratio, in one run.

Give the interpreter of an environment in which the wheel is installed: an editable install compiles what it imports anew
where Python may not write byte code.

    python benchmarks/start.py .venv/bin/python tests/filings/form4-plain.txt
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

ROUNDS = 15
LIMIT = 2.0


def once(command: Sequence[str]) -> float:
    """Seconds that a command takes."""
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def main(arguments: Sequence[str]) -> int:
    """Prints the ratio; 1 where it is over its limit."""
    python, page = arguments
    imports = [python, "-P", "-c", "import lark, rich, typer"]
    command = [python, "-P", "-c", "from form4_grammar.cli import main; main()", "parse", "--format", "json", page]
    once(command)  # so that all files are in memory
    times = [(once(imports), once(command)) for _ in range(ROUNDS)]
    ratio = median(ours for _, ours in times) / median(theirs for theirs, _ in times)
    print(f"form4 parse: {ratio:.2f} times the imports (at most {LIMIT:g})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
