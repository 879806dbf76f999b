"""The command line. The modules here are the only ones that print or know of rich and typer."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Runs ``form4``. Exit code 0: fine; 1: findings, or a document that is no form; 2: wrong usage or an internal fault."""
    gc.set_threshold(50_000)  # what a page needs is freed without it; looking for cycles costs a tenth of the start
    from form4_grammar.cli.commands import app

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a poor encoding must not stop us
    try:
        app()
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        sys.stderr.write(f"form4: {error.strerror or error}\n")
        sys.exit(2)
    except Exception as error:
        if os.environ.get("FORM4_GRAMMAR_DEBUG"):
            raise
        sys.stderr.write(f"form4: internal fault: {type(error).__name__}: {error}\n")
        sys.stderr.write("Please report it; FORM4_GRAMMAR_DEBUG=1 shows where it happened.\n")
        sys.exit(2)
