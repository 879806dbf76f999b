"""H: the parts of an address against each other: state, country, and the flag for addresses abroad."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.facts import is_american
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.model import Address, Filing
from form4_grammar.rules import layout
from form4_grammar.transform.addresses import US_POSTAL_CODE
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES

_SPECIFICATION = "EDGAR Ownership XML Technical Specification v5.5: rptOwnerNonUSAddressFlag and rptOwnerCountry"
_UNITED_STATES, _UNKNOWN = "X1", "XX"
_TERRITORIES = frozenset({"PR", "GU", "VI", "B5", "1V", "2J"})
"""Puerto Rico, Guam, the Virgin Islands, American Samoa, the Northern Marianas, the minor islands: neither state nor abroad."""

_MOST_OWNERS = 10
"""EDGAR takes no more, so that looking at each two of them stays cheap."""

SINCE_2026 = "X0607"
"""The first version of the schema with a country of its own: X0607 on Form 3, X0609 on the others."""


def _is_foreign(code: str) -> bool:
    return code in STATES_AND_COUNTRIES and not is_american(code) and code not in _TERRITORIES | {_UNITED_STATES, _UNKNOWN}


def _contradiction(address: Address) -> tuple[str, str, str] | None:
    """A field that does not agree with another one, what is wrong with it in words, and the other field."""
    flag, state, country, territory = (
        address.non_us_address_flag, address.state, address.country, address.non_us_state_territory,
    )  # fmt: skip
    if country is not None and country not in STATES_AND_COUNTRIES:
        return None  # H005 speaks of it
    if flag:
        if country is not None and (country == _UNITED_STATES or (is_american(country) and country not in _TERRITORIES)):
            return "country", f"the address is flagged as abroad, but {country} is in the United States", "non_us_address_flag"
        if state is not None and is_american(state):
            return "state", f"the address is flagged as abroad, but {state} is in the United States", "non_us_address_flag"
        if state is not None:
            return "state", f"the address is flagged as abroad, but there is a state, {state}", "non_us_address_flag"
        if country is None:
            return "country", "the address is flagged as abroad, but not in which country", "non_us_address_flag"
    elif flag is False:
        if state is not None and _is_foreign(state):
            return "state", f"the address is flagged as in the United States, but {state} is abroad", "non_us_address_flag"
        if country is not None and _is_foreign(country):
            message = f"the address is flagged as in the United States, but there is a country, {country}"
            return "country", message, "non_us_address_flag"
        if territory is not None:
            message = "the address is flagged as in the United States, with a territory abroad"
            return "non_us_state_territory", message, "non_us_address_flag"
    elif country is not None and state is None and _is_foreign(country):
        return "non_us_address_flag", f"the address has the country {country}, but not the flag for addresses abroad", "country"
    if state is not None and territory is not None:
        return "non_us_state_territory", f"the address has both a territory abroad and the state {state}", "state"
    if state is not None and country is not None and country != _UNITED_STATES and country not in _TERRITORIES:
        return "country", f"the address has both the country {country} and the state {state}", "state"
    return None


@rule(
    "H043", "flag-and-country", Severity.WARNING, Locus.FILING,
    what="The parts of an address contradict each other: the flag says abroad, and there is no country, or a state; it says "
    "the United States, and there is a country or a territory abroad; there is a country without it, or a state with either.",
    why="An address abroad has a country and no state; one in the United States a state and no country. One of them is wrong.",
    fix="Correct the flag, or leave out the state or the country.",
    source=_SPECIFICATION,
    good="<rptOwnerNonUSAddressFlag>true</rptOwnerNonUSAddressFlag>",
    bad="<rptOwnerNonUSAddressFlag>false</rptOwnerNonUSAddressFlag>",
    limits="The territories of the United States are taken for either. What could not be read is not judged.",
    needs=("non_us_address_flag", "non_us_state_territory", "country"),
)  # fmt: skip
def flag_and_country(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        path = f"reporting_owners[{index}].address"
        found = _contradiction(owner.address) if not _is_of_another_year(context, owner.address) else None
        if found is None or _is_in_doubt(context, path):
            continue
        name, message, other = found
        label = context.label(f"{path}.{other}", "contradicted by this")
        span = context.span(f"{path}.{name}")
        place = span if span != (0, 0) else context.span(f"{path}.{other}")
        yield Finding(f"{path}.{name}", message, place, labels=(label,) if span != (0, 0) else ())


def _is_in_doubt(context: Context, path: str) -> bool:
    """Whether reading has found something about the address, so that a part of it may be missing for that."""
    owner = path.removesuffix(".address")
    return any(where == owner or (where is not None and where.startswith(path)) for _, where in context.found)


def _is_half_a_street(address: Address, filing: Filing) -> bool:
    """Whether a street of one line is that of another owner with two."""
    others = (owner.address for owner in filing.reporting_owners[:_MOST_OWNERS] if len(filing.reporting_owners) > 1)
    return any(one.street2 and (one.street1, one.zip_code) == (address.street1, address.zip_code) for one in others)


@rule(
    "H060", "part-of-an-address-missing", Severity.INFO, Locus.EITHER,
    what="An address has no street, no city or, in the United States, no state or no postal code. Or its street lacks the "
    "second line that the same street of another owner has.",
    why="EDGAR asks for none of these parts alone, but nearly every filing has them, so a copy may have lost it.",
    fix="Compare the address with the filing on EDGAR.",
    source="addresses of filings; no rule asks for all of their parts",
    good="DULUTH MN 55802",
    bad="DULUTH MN",
    limits="That there is no state shows where the postal code is one of the United States. "
    "Another street of two lines of which one was lost is not seen.",
    needs=("odd_owner", "several_owners"),
)  # fmt: skip
def part_of_an_address_missing(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        address, path = owner.address, f"reporting_owners[{index}].address"
        place = address.state or address.country
        has_place = place or address.non_us_address_flag or not US_POSTAL_CODE.fullmatch(address.zip_code or "")
        is_there = (address.street1, address.city, has_place, address.zip_code or not place or not is_american(place))
        is_whole = all(is_there)
        if is_whole and not (address.street1 and not address.street2 and _is_half_a_street(address, context.filing)):
            continue
        if _is_in_doubt(context, path) or layout.CUT_OFF.code in context.codes:
            continue
        if is_whole:
            yield Finding(path, f"the second line of the street may be lost below {address.street1!r}", context.span(path))
            continue
        if not any((address.street1, address.street2, address.city, place, address.zip_code)):
            yield Finding(path, "there is no address", context.span(f"reporting_owners[{index}].name"))
            continue
        if not (address.city or place or address.zip_code):
            yield Finding(path, "the address has only a street", context.span(path))
            continue
        for name, value in zip(("street1", "city", "state", "zip_code"), is_there, strict=True):
            if not value:
                shown = {"street1": "street", "zip_code": "postal code"}.get(name, name)
                yield Finding(f"{path}.{name}", f"the address has no {shown}", context.span(path))


@rule(
    "H062", "code-for-a-city", Severity.INFO, Locus.EITHER,
    what="The city of an address is a code of two letters, as a state has.",
    why="City and state may have changed places.",
    fix="Compare the address with the filing on EDGAR.",
    source="EDGAR's list of the codes of states and countries",
    good="DULUTH MN 55802",
    bad="MN MN 55802",
    needs=("odd_owner",),
)  # fmt: skip
def code_for_a_city(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        city = owner.address.city
        if city is not None and len(city) == 2 and city in STATES_AND_COUNTRIES:
            path = f"reporting_owners[{index}].address"
            yield Finding(path, f"the city is {city}, which is the code of a state or country", context.span(f"{path}.city"))


@rule(
    "H045", "address-of-another-year", Severity.WARNING, Locus.FILING,
    what="An address abroad is written as before March 2026, with a country's code for a state, in schema X0607 or X0609.",
    why="These versions have the country in an element of its own, where programs look for it.",
    fix="Write the flag, the territory and the country.",
    source=_SPECIFICATION,
    good="<rptOwnerNonUSStateTerritory></rptOwnerNonUSStateTerritory><rptOwnerCountry>M0</rptOwnerCountry>",
    bad="<rptOwnerState>M0</rptOwnerState>",
    limits="Only the XML tells its version. The other way round, elements that an older version lacks, is H046.",
    needs=("schema_version",),
)  # fmt: skip
def address_of_another_year(context: Context) -> Iterator[Finding]:
    version = context.filing.schema_version
    for index, owner in enumerate(context.filing.reporting_owners):
        path = f"reporting_owners[{index}].address"
        if _is_of_another_year(context, owner.address) and not _is_in_doubt(context, path):
            label = context.label("schema_version", f"version {version}")
            message = f"{owner.address.state} is abroad, and {version} has the country in an element of its own"
            yield Finding(f"{path}.state", message, labels=(label,) if label.end else ())


def _is_of_another_year(context: Context, address: Address) -> bool:
    version = context.filing.schema_version
    is_new = version is not None and version >= SINCE_2026
    return is_new and address.country is None and address.state is not None and _is_foreign(address.state)
