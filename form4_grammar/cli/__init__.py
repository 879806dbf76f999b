"""The command line. The modules here are the only ones that print or know of rich and typer."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_COMMANDS = frozenset("parse tree check diff render report export rule grammar schema".split())


def main() -> None:
    """Runs ``form4``.

    Exit code 0: fine; 1: findings, a part that was not read, or a document that is no form; 2: wrong usage, or a path or stream
    that cannot be read or written, or an internal fault; 130: interrupted.
    """
    gc.set_threshold(50_000)  # what a page needs is freed without it; looking for cycles costs a tenth of the start
    try:
        from form4_grammar.cli import streams

        streams.outlive()
        code = streams.ended(_code())
    except KeyboardInterrupt:
        code = 130
    gc.freeze()  # nor is it looked through at the end, which costs another tenth
    sys.exit(code)


def _code() -> int:
    """Runs the command that was given. Its exit code."""
    from form4_grammar.cli.screen import complain

    words = sys.argv[1:]
    try:
        if _are_paths(words[1:]) and words[0] == "check":
            from form4_grammar.cli import checking

            return checking.run(checking.Asked(words[1:]))
        if _are_paths(words[1:]) and words[0] == "parse":
            from form4_grammar.cli import parsing

            return parsing.run(parsing.Asked(words[1:]))
        from form4_grammar.cli.commands import app

        app()
    except SystemExit as ended:
        if ended.code == 2 and words and words[0] not in _COMMANDS and Path(words[0]).exists():
            complain(f"to read a file: form4 parse {words[0]}")
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part is not None))
    except Exception as error:
        if os.environ.get("FORM4_GRAMMAR_DEBUG"):
            raise
        complain(f"internal fault: {type(error).__name__}: {error}")
        complain("please report it; FORM4_GRAMMAR_DEBUG=1 shows where it happened")
    else:
        return 0
    return 2


def _are_paths(words: Sequence[str]) -> bool:
    """Whether these are paths and nothing else. What parses options takes as long to import as a page to read.

    Windows leaves patterns to the programs.
    """
    return bool(words) and os.name != "nt" and not any(word.startswith("-") and word != "-" for word in words)
