"""H: what the version of the schema that an ownership XML names asks of it."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.checks.addresses import SINCE_2026
from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.model import Filing
from form4_grammar.regexes import regex

_VERSIONS = (
    "the versions of EDGAR's ownership schema as filings show them: X0206 on Form 3, X0306 to X0508 on Forms 4 and 5; since "
    "March 18, 2026 X0607 on Form 3, X0609 on the others"
)
_VERSION = regex(r"X\d{4}")
_PLANS_SINCE = "X0407"
_OF_FORM_3, _OF_OTHERS = "X0607", "X0609"


def _elements_of_2026(filing: Filing) -> Iterator[tuple[str, str, object]]:
    yield "issuer.foreign_trading_symbol", "issuerForeignTradingSymbol", filing.issuer.foreign_trading_symbol
    for index, owner in enumerate(filing.reporting_owners):
        path, address = f"reporting_owners[{index}].address", owner.address
        yield f"{path}.non_us_address_flag", "rptOwnerNonUSAddressFlag", address.non_us_address_flag
        yield f"{path}.non_us_state_territory", "rptOwnerNonUSStateTerritory", address.non_us_state_territory
        yield f"{path}.country", "rptOwnerCountry", address.country


def _elements_of_other_forms(filing: Filing) -> Iterator[tuple[str, str, object]]:
    form = filing.form_type[:1]
    if form == "3":
        yield "not_subject_to_section16", "notSubjectToSection16", filing.not_subject_to_section16
        yield "aff10b5_one", "aff10b5One", filing.aff10b5_one
    else:
        yield "no_securities_owned", "noSecuritiesOwned", filing.no_securities_owned
    if form != "5":
        yield "form3_holdings_reported", "form3HoldingsReported", filing.form3_holdings_reported
        yield "form4_transactions_reported", "form4TransactionsReported", filing.form4_transactions_reported


def _version(context: Context) -> str | None:
    """The version that the XML names, where it is one that versions can be compared with."""
    version = context.filing.schema_version
    return version if version is not None and _VERSION.fullmatch(version) else None


@rule(
    "H046", "element-of-another-version", Severity.WARNING, Locus.FILING,
    what="The XML has an element that the version of the schema it names, or that of its form, does not have.",
    why="EDGAR takes no element that the schema lacks, so the version is wrong or two filings were put together.",
    fix="Write the version that has the element, or leave the element out.",
    source=_VERSIONS,
    good="<schemaVersion>X0609</schemaVersion>",
    bad="<schemaVersion>X0508</schemaVersion>",
    limits="Known are the elements of March 2026, the box for plans, which came with X0407, and the boxes of one form alone.",
    needs=("xml",),
)  # fmt: skip
def element_of_another_version(context: Context) -> Iterator[Finding]:
    if context.parsed.dialect != "xml":
        return
    version, filing = _version(context), context.filing
    found = [
        (path, f"Form {context.form}", name) for path, name, value in _elements_of_other_forms(filing) if value is not None
    ]
    if version is not None and version < SINCE_2026:
        found += [(path, version, name) for path, name, value in _elements_of_2026(filing) if value is not None]
    if version is not None and version < _PLANS_SINCE and context.form != "3" and filing.aff10b5_one is not None:
        found.append(("aff10b5_one", version, "aff10b5One"))
    if found:
        path, where, name = found[0]
        others = sorted({other for _, _, other in found} - {name})
        more = f", nor {', '.join(others)}" if others else ""
        label = context.label("schema_version", f"version {version}")
        yield Finding(path, f"{where} has no {name}{more}", labels=(label,) if label.end and where == version else ())


@rule(
    "H047", "version-of-another-form", Severity.WARNING, Locus.FILING,
    what="A Form 3 names schema X0609, or a Form 4 or 5 schema X0607.",
    why="Each of the two is the schema of the other forms, so the version or the documentType is wrong.",
    fix="Write X0607 for Form 3, and X0609 for Forms 4 and 5.",
    source=_VERSIONS,
    good="<schemaVersion>X0609</schemaVersion>",
    bad="<schemaVersion>X0607</schemaVersion>",
    limits="Older versions are not judged: X0202 was that of all forms.",
    needs=("schema_version",),
)  # fmt: skip
def version_of_another_form(context: Context) -> Iterator[Finding]:
    version = context.filing.schema_version
    meant = _OF_FORM_3 if context.form == "3" else _OF_OTHERS
    if version in (_OF_FORM_3, _OF_OTHERS) and version != meant:
        label = context.label("form_type", f"Form {context.filing.form_type}")
        message = f"a Form {context.form} of schema {version}; its schema is {meant}"
        yield Finding("schema_version", message, labels=(label,) if label.end else ())


@rule(
    "H048", "no-plan-box-in-xml", Severity.ERROR, Locus.FILING,
    what="A Form 4 or 5 of schema X0407 or later has no aff10b5One, the box for plans under Rule 10b5-1(c).",
    why="The schema demands it since April 2023, so EDGAR would refuse the filing, or the copy lost it.",
    fix="Write <aff10b5One>0</aff10b5One> behind the last owner, or 1 where a trade was made under a plan.",
    source="Release 33-11138; EDGAR's schema of Forms 4 and 5 since X0407, which asks for aff10b5One",
    good="<aff10b5One>0</aff10b5One>",
    bad="",
    forms=("4", "5"),
    needs=("schema_version",),
)  # fmt: skip
def no_plan_box_in_xml(context: Context) -> Iterator[Finding]:
    version, path = _version(context), "aff10b5_one"
    if version is None or version < _PLANS_SINCE or context.filing.aff10b5_one is not None or path in context.parsed.places:
        return
    if not any(where == path for _, where in context.found):
        label = context.label("schema_version", f"version {version}")
        yield Finding(
            path,
            f"schema {version} asks for the box for Rule 10b5-1 plans, and it is missing",
            context.span("schema_version"),
            labels=(label,),
        )
