"""The build hook: Lark's tables and the code of regular expressions are made ready, in a wheel as in a checkout."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Brings ``grammar/form4.json`` and its like up to date, and ``form4_grammar/regexes.*.code``; a wheel takes them along.

    The code, and tables that are no JSON, are of use to the Python that builds, and to no other.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch calls it so
        """Makes what is stale or missing."""
        sys.path.insert(0, self.root)
        try:
            from form4_grammar.making_ready import make_ready  # noqa: PLC0415 - is not there before
        finally:
            sys.path.remove(self.root)
        make_ready()
