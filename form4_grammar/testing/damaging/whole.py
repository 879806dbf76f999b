"""Damage to a page as a whole: cut, glued, wrongly decoded, its blanks changed."""

from __future__ import annotations

import re
from random import Random


def cut_at_end(page: str, dialect: str, random: Random) -> str:
    return page[: random.randrange(1, len(page))] if len(page) > 1 else page


def cut_at_start(page: str, dialect: str, random: Random) -> str:
    return page[random.randrange(1, len(page)) :] if len(page) > 1 else page


def cut_inside(page: str, dialect: str, random: Random) -> str:
    """A piece in the middle is gone, of a few characters up to a third of the page."""
    if len(page) < 2:
        return page
    size = random.choice([20, 200, len(page) // 10, len(page) // 3])
    at = random.randrange(len(page))
    return page[:at] + page[at + size :]


def cut_at_line(page: str, dialect: str, random: Random) -> str:
    """What stands behind a line is gone."""
    lines = page.split("\n")
    return "\n".join(lines[: random.randrange(1, len(lines))]) if len(lines) > 1 else page


def glued(page: str, dialect: str, random: Random) -> str:
    """The page follows itself, whole or from somewhere in its middle."""
    return page + random.choice(["", "\n", "\n\n"]) + page[random.choice([0, random.randrange(len(page) + 1)]) :]


def mojibake(page: str, dialect: str, random: Random) -> str:
    """UTF-8 that was decoded as Windows-1252."""
    return page.encode("utf-8", "replace").decode("cp1252", "replace")


def replaced_signs(page: str, dialect: str, random: Random) -> str:
    """What is not ASCII is a replacement character or a question mark."""
    sign = random.choice(["�", "?"])
    return re.sub(r"[^\x00-\x7f]", sign, page)


def blanks_collapsed(page: str, dialect: str, random: Random) -> str:
    """Runs of blanks are one blank; lines stay."""
    return re.sub(r"[^\S\n]+", " ", page)


def breaks_collapsed(page: str, dialect: str, random: Random) -> str:
    """The page is one line."""
    return re.sub(r"[ \r]*\n[ \r\n]*", " ", page)


def tabs_to_blanks(page: str, dialect: str, random: Random) -> str:
    """Each tab is as many blanks."""
    return page.replace("\t", random.choice([" ", "  ", "    "]))


def blanks_lost(page: str, dialect: str, random: Random) -> str:
    """Blanks between words are lost here and there."""
    return re.sub(r"(?<=\w) (?=\w)", lambda _: "" if random.random() < 0.02 else " ", page)
