"""The build hook: Lark's tables of the package's forms are made ready beside the grammar, in a wheel as in a checkout."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Brings ``grammar/form4.json`` and its like up to date; a wheel takes them along with the ``.lark`` files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch calls it so
        """Makes the tables that are stale or missing."""
        sys.path.insert(0, self.root)
        try:
            from form4_grammar.grammar import make_ready  # noqa: PLC0415 - needs nothing but Lark, and is not there before
        finally:
            sys.path.remove(self.root)
        make_ready()
