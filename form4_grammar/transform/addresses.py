"""City, state or country, and postal code, which the form prints as one line."""

from __future__ import annotations

import re
from functools import lru_cache

from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES

_LONGEST_POSTAL_CODE = 10
_POSTAL_CODE = re.compile(rf"[0-9A-Za-z #-]{{1,{_LONGEST_POSTAL_CODE}}}")
"""The schema's ``rptOwnerZipCode``."""

_US_POSTAL_CODE = re.compile(r"\d{5}(?:-?\d{4})?")


@lru_cache(maxsize=4096)
def split_city_state_zip(text: str) -> tuple[str | None, str, str | None] | None:
    """City, EDGAR's code of the state or country, and postal code. None where no code is found that parts the line.

    Where several words could be the code, the likeliest is the one followed by what looks most like a postal code and
    preceded by what looks most like a city.
    """
    words = text.split()
    splits = []
    for index in reversed(range(len(words))):
        word, postal_code = words[index], " ".join(words[index + 1 :])
        if len(postal_code) > _LONGEST_POSTAL_CODE:
            break
        if word in STATES_AND_COUNTRIES and (not postal_code or _POSTAL_CODE.fullmatch(postal_code)):
            city = " ".join(words[:index])
            splits.append((_likelihood(city, word, postal_code), index, (city or None, word, postal_code or None)))
    return max(splits)[2] if splits else None


def _likelihood(city: str, code: str, postal_code: str) -> int:
    american = code.isalpha()
    return (
        (4 if city else 0)
        + (4 if american and _US_POSTAL_CODE.fullmatch(postal_code) else 0)
        + (2 if any(sign.isdigit() for sign in postal_code) else 0)
        + (0 if any(sign.isdigit() for sign in city) else 3)
    )
