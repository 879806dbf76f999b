"""City, state or country, and postal code, which the form prints as one line, and the country that it names since 2026."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from form4_grammar.model import Address
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.transform.edgar_codes import (
    STATES_AND_COUNTRIES,
    UNITED_STATES,
    country_code,
    country_name,
    is_united_states,
    state_code,
    state_name,
)

_LONGEST_POSTAL_CODE = 10
_POSTAL_CODE = regex(rf"[0-9A-Za-z #-]{{1,{_LONGEST_POSTAL_CODE}}}")
"""The schema's ``rptOwnerZipCode``."""

US_POSTAL_CODE = regex(r"\d{5}(?:-?\d{4})?")
_COMMA_ALONE = regex(r",(?=[A-Z]{2}\b)")
"""A comma with no blank before the code of a state."""

_PARTED = regex(r"(?:,|\s[-|‐‑‒–—])$")
_PARTING = ",| -‐‑‒–—"
"""What parts the city from the state, one sign of it, and the postal code from both."""

_MOST_WORDS = 7
"""Of a name: DISTRICT OF COLUMBIA has three, the longest in use seven."""

_SHORTEST_NAME = 4
_LAST_WORDS = _MOST_WORDS + 10
"""Those of the longest name and of the longest postal code."""

_CODE = 3
"""How much likelier two letters that are a code are meant as one than words that are a name."""


class Place(NamedTuple):
    """Where an address is, as the XML tells it; ``is_known`` where what is printed for the country is one, or nothing."""

    state: str | None
    non_us_address_flag: bool | None
    non_us_state_territory: str | None
    country: str | None
    is_known: bool = True


def read_place(state: str | None, country: str | None) -> Place:
    """What the state and the country of a page say. Before 2026 it prints no country, and the state may be a country.

    A state that is no code and no name of one stands as it is printed.
    """
    code = None if state is None else state if state in STATES_AND_COUNTRIES else state_code(state) or state
    if country is None:
        return Place(code, None, None, None)
    abroad = country_code(country)
    if abroad is None:
        return Place(code, None, None, None, is_known=False)
    return Place(code, False, None, None) if is_united_states(abroad) else Place(None, True, state, abroad)


def printed_place(address: Address, *, has_country: bool) -> tuple[str | None, str | None]:
    """What a page prints for the state and, where it `has_country`, for the country of an address."""
    if not has_country:
        return address.state, None
    state = address.state and state_name(address.state)
    if address.country is not None:
        return address.non_us_state_territory or state, country_name(address.country)
    return state or address.non_us_state_territory, UNITED_STATES if address.non_us_address_flag is False else None


@lru_cache(maxsize=4096)
def split_city_state_zip(text: str) -> tuple[str | None, str, str | None] | None:
    """City, state or country as it is printed, and postal code. None where no code and no name is found that parts the line.

    Where several words could be the code, the likeliest is the one followed by what looks most like a postal code and
    preceded by what looks most like a city.
    """
    words = _COMMA_ALONE.sub(", ", text).split()
    splits = [
        # Of two as likely, the name of more words, since NEW MEXICO is not MEXICO, and the one that comes last
        (_likelihood(*split) + (_CODE if split[1] in STATES_AND_COUNTRIES else 0), size, index, split)
        for size in range(1, _MOST_WORDS + 1)
        for index, split in _splits(words, size)
    ]
    if not splits:
        return None
    city, state, postal_code = max(splits)[3]
    return city or None, state, postal_code or None


def _splits(words: Sequence[str], size: int) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """The places where `size` words are a code or a name, and what is before and after them."""
    for index in range(max(0, len(words) - _LAST_WORDS), len(words) - size + 1):
        state = " ".join(words[index : index + size]).rstrip(",")
        is_state = state in STATES_AND_COUNTRIES or (len(state) >= _SHORTEST_NAME and state_code(state) is not None)
        if is_state:
            postal_code = " ".join(words[index + size :]).lstrip(_PARTING)
            if not postal_code or _POSTAL_CODE.fullmatch(postal_code):
                yield index, (_PARTED.sub("", " ".join(words[:index])).rstrip(), state, postal_code)


def _likelihood(city: str, state: str, postal_code: str) -> int:
    american = state.isalpha() or " " in state
    has_digit = any(sign.isdigit() for sign in postal_code)
    has_code = postal_code[-2:] in STATES_AND_COUNTRIES and postal_code[-3:-2] in ("", " ")
    return (
        (4 if city else 0)
        + (4 if american and US_POSTAL_CODE.fullmatch(postal_code) else 0)
        + (2 if has_digit else 0)
        - (4 if (postal_code and not has_digit) or has_code else 0)
        + (0 if any(sign.isdigit() for sign in city) else 3)
    )
