"""Which findings of a document are told: those of the rules that were asked for, but for what is ignored or known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from form4_grammar.cli.own import here
from form4_grammar.cli.project import ignored_in, is_reason, selection

if TYPE_CHECKING:
    from form4_grammar.cli.known import Known
    from form4_grammar.diagnostics import Diagnostic
    from form4_grammar.settings import Config


class Told:
    """What is told, as options and the project's settings have it. ``known`` are the findings of a baseline."""

    def __init__(
        self,
        project: Config,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
        locus: str | None = None,
        known: Known | None = None,
    ) -> None:
        """Exits with 2 where a word means no rule, or a pattern of the settings is none."""
        self.known = known
        self._keep = selection(select, ignore, locus, project)
        self._ignored = ignored_in(project)

    def of(self, name: str, found: Sequence[Diagnostic], *, has_filing: bool) -> tuple[Diagnostic, ...]:
        """What is told of a document; why it, or a part of it, was not read is told whatever was selected."""
        keep, left_out = self._keep, self._ignored(name)
        kept = tuple(
            one
            for one in found
            if ((keep is None or one.code in keep) and one.code not in left_out) or is_reason(one, has_filing=has_filing)
        )
        return kept if self.known is None else self.known.new(name, kept)

    def counts(self, told: Sequence[Diagnostic], *, has_filing: bool) -> bool:
        """Whether what could not be read of a document counts, for the exit code: not where that is known."""
        return self.known is None or any(is_reason(one, has_filing=has_filing) for one in told)


def known_from(option: str | None, project: Config) -> Known | None:
    """The findings that are known, by an option or by the settings. Exits with 2 where they cannot be read."""
    if option is None and project.baseline is None:
        return None
    from form4_grammar.cli.known import Known

    return Known(Path(option) if option is not None else (project.folder or here()) / (project.baseline or ""))
