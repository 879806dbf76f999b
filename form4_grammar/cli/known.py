"""Baselines as files: the findings that are known, read to leave them out, or written for the next run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from form4_grammar.cli.files import write_file
from form4_grammar.cli.own import here
from form4_grammar.cli.screen import complain
from form4_grammar.diagnostics import Diagnostic
from form4_grammar.formats import baseline
from form4_grammar.formats.baseline import BaselineError, Key


class Known:
    """The findings of a baseline, as far as a run has not met them yet. ``met`` counts those that it has."""

    def __init__(self, file: Path) -> None:
        """Exits with 2, after a complaint, where the file cannot be read or is no baseline."""
        self._folder = here() / file.parent
        self.met = 0
        try:
            self._left: Counter[Key] = baseline.read(file.read_bytes())
        except FileNotFoundError:
            complain(f"{file}: no such file; --write-baseline makes one")
            raise SystemExit(2) from None
        except OSError as error:
            complain(f"{file}: {error.strerror or error}")
            raise SystemExit(2) from None
        except BaselineError as error:
            complain(f"{file}: {error}")
            raise SystemExit(2) from None

    def new(self, name: str, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings of a document that are not known."""
        document = baseline.named(name, self._folder, here())
        new = tuple(baseline.unknown(((baseline.key(document, one), one) for one in found), self._left))
        self.met += len(found) - len(new)
        return new


class Written:
    """A baseline that is being made."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._folder = here() / Path(file).parent
        self._keys: list[Key] = []

    def add(self, name: str, found: Sequence[Diagnostic]) -> None:
        """Takes the findings of a document."""
        document = baseline.named(name, self._folder, here())
        self._keys += [baseline.key(document, one) for one in found]

    def end(self) -> str:
        """Writes the file; what was done, in words. Exits with 2, after a complaint, where it cannot be written."""
        shown = msgspec.json.format(msgspec.json.encode(baseline.written(self._keys)), indent=2).decode()
        write_file(self._file, shown + "\n")
        number = len(self._keys)
        return f"{number} finding{'' if number == 1 else 's'} written down in {self._file}."
