"""What reading a page costs, counted: the letters that patterns look through, and the calls of functions.

python tests/support/looks.py

It is a program, since no pattern may have been compiled before. Printed is JSON, for `parse` and for `check`: of ``notes`` and
``rows``, how often patterns look through each letter, by the functions that do it; as ``calls``, how often functions of the
package are called for a row and its note.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from form4_grammar import regexes

LETTERS: Counter[str] = Counter()
"""The letters looked through so far, by the functions that did."""

_PACKAGE = str(Path(regexes.__file__).parent)
_FROM = frozenset({"search", "finditer", "findall"})
"""The methods that look for a match and can be told where to begin."""

_SOUGHT = _FROM | {"split", "sub", "subn"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HELD = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
_LAST_NOTE = "2. The option is fully vested.\n"


class Counting:
    """A pattern that counts the letters that it looks through: up to the end of the match, or all."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._pattern, name)
        return _counted(found, name) if name in _SOUGHT or name in ("match", "fullmatch") else found


def _counted(method: Callable[..., Any], name: str) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        found = method(*given, **named)
        code = sys._getframe(1).f_code
        place = f"{Path(code.co_filename).stem}.{code.co_qualname.partition('.<locals>')[0]}"
        if isinstance(found, re.Match):
            LETTERS[place] += found.end() - found.pos
        elif name in _SOUGHT:
            text = named["string"] if "string" in named else given[name.startswith("sub")]
            start = given[1] if len(given) > 1 and name in _FROM else named.get("pos", 0)
            LETTERS[place] += max(len(text) - start, 0)
        return found

    return counted


@cache
def _compiled(text: Any, flags: int) -> Any:
    return Counting(re.compile(text, flags))


def page(rows: int, sentences: int, serial: int) -> str:
    """A page with so many more holdings, each with a note of so many sentences; no two pages have a row or a note alike."""
    from form4_grammar.rules.example import EXAMPLE_PAGE  # no pattern may be compiled before all are counted

    held = "".join(
        f"Common Stock\t\t\t\t\t\t\t\t{serial + n:,}\tI\tBy Trust {serial + n} ⁽{str(n + 2).translate(_RAISED)}⁾\n"
        for n in range(rows)
    )
    notes = "".join(
        f"{n + 2}. "
        + " ".join(f"The trustee of lot {serial + n * sentences + m} is a brother." for m in range(sentences))
        + "\n"
        for n in range(rows)
    )
    last = _LAST_NOTE.replace("2.", f"{rows + 2}.")
    found = EXAMPLE_PAGE.replace("⁽²⁾", f"⁽{str(rows + 2).translate(_RAISED)}⁾")
    return found.replace(_HELD, held).replace(_LAST_NOTE, notes + last)


def _read(text: str, run: Callable[[Callable[[], Any]], Any]) -> dict[str, Any]:
    """What `run` gives for parsing a page and for checking it, which finds nothing."""
    from form4_grammar import parse  # see above
    from form4_grammar.checking import check_parsed

    made: list[Any] = []
    found = {"parse": run(lambda: made.append(parse(text))), "check": run(lambda: made.append(check_parsed(made[0])))}
    assert not made[1].diagnostics, [str(one) for one in made[1].diagnostics]
    return found


def _letters(work: Callable[[], Any]) -> Counter[str]:
    LETTERS.clear()
    work()
    return LETTERS.copy()


def _calls(work: Callable[[], Any]) -> Counter[str]:
    """The calls of the package's functions; parts of them that have no name are of some Pythons only."""
    found: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and not code.co_name.startswith("<") and code.co_filename.startswith(_PACKAGE):
            found[f"{Path(code.co_filename).stem}.{code.co_qualname}"] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def more_of(run: Callable[[Callable[[], Any]], Any], fewer: str, more: str, many: int) -> dict[str, dict[str, float]]:
    """What is counted for one page and not for another, for each of the `many` things that it has more."""
    one, other = _read(fewer, run), _read(more, run)
    return {
        step: {place: (times - one[step][place]) / many for place, times in other[step].items() if times > one[step][place]}
        for step in one
    }


def main() -> None:
    """Reads pages that differ in their notes alone, or in their rows."""
    # As where a build has made all patterns ready
    with patch.object(regexes, "_compiled", _compiled), patch.object(regexes, "is_ready", lambda _: True):
        for rows in (5, 6):
            _read(page(rows, 3, 1_000 * rows), _letters)  # what is worked out once for all pages
        short, long, few, many = page(10, 2, 10_000), page(10, 22, 20_000), page(5, 1, 30_000), page(25, 1, 40_000)
        found = {
            "notes": more_of(_letters, short, long, len(long) - len(short)),
            "rows": more_of(_letters, few, many, len(many) - len(few)),
            "calls": more_of(_calls, page(5, 1, 50_000), page(25, 1, 60_000), 20),
        }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
