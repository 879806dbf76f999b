"""Every rule by its own examples, and the catalogue as a whole."""

from __future__ import annotations

import re

import pytest
from conftest import case_text, cases

from form4_grammar import Diagnostic, Rule, check, parse
from form4_grammar.catalogue import FAMILIES, RULES, find
from form4_grammar.checks import CHECKS, Context
from form4_grammar.checks.registry import NEEDED
from form4_grammar.diagnostics import Locus
from form4_grammar.rules import READING_RULES
from form4_grammar.rules.advice import FOR_BOTH, advice
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGES

WITHOUT_EXAMPLE = {
    "N005",
    "L032",
    "L035",
    "L036",
    "L045",
    "L046",
    "L048",
    "L049",
    "H050",
    "H051",
    "H052",
    "L057",
    "L058",
    "L068",
    "L038",
    "L039",
    "L040",
    "L041",
    "L042",
    "L043",
    "L044",
    "L047",
    "L050",
    "L051",
    "L052",
    "L053",
    "L054",
    "L065",
    "L066",
    "L075",
    "L076",
    "L077",
    "L084",
    "L085",
    "L086",
    "L193",
    "L197",
    "L091",
    "L092",
    "L093",
    "L094",
    "L095",
    "L110",
    "L100",
    "L206",
    "L207",
    "L208",
    "L101",
    "L102",
    "L120",
    "L121",
    "L180",
    "L181",
    "L182",
    "L122",
    "L140",
    "L141",
    "L150",
    "L178",
    "L185",
    "L186",
    "L187",
    "D110",
    "T110",
    "N021",
    "N040",
}
"""What no piece of a page can show alone: documents that are no form, not UTF-8 or no text, another form asked for, XML, the
source of HTML, PDF, what a document came in; what a project's or a package's own code does; lines that ran into an answer;
texts of one length; and N021 and N040, which always come with N001 and N002."""

ALSO_NAMED = {"H064": {"S005"}, "N001": {"N021"}, "N002": {"N040"}, "N025": {"N002", "N040"}, "L072": {"N017"}}
"""Where a note or a reference is lost, both are named: the note, and the reference's place or a cell that may hold one."""

TWICE = {"H064", "N023", "N028"}
"""What is told at two places: at a note without a number and the one above, and where the remarks may begin."""


def findings(page: str) -> list[Diagnostic]:
    return list(check(page).diagnostics)


@pytest.mark.parametrize("form", sorted(EXAMPLE_PAGES))
def test_the_example_pages_conform(form: str) -> None:
    assert check(EXAMPLE_PAGES[form]).form == form
    assert findings(EXAMPLE_PAGES[form]) == []


@pytest.mark.parametrize("form", sorted(EXAMPLE_DOCUMENTS))
def test_the_example_documents_conform(form: str) -> None:
    checked = check(EXAMPLE_DOCUMENTS[form])
    assert (checked.form, checked.dialect) == (form, "xml")
    assert findings(EXAMPLE_DOCUMENTS[form]) == []


@pytest.mark.parametrize("code", sorted(set(RULES) - WITHOUT_EXAMPLE))
def test_the_bad_example_gives_this_finding_alone(code: str) -> None:
    rule = RULES[code]
    form = rule.forms[0]
    page = EXAMPLE_PAGES[form] if rule.good in EXAMPLE_PAGES[form] else EXAMPLE_DOCUMENTS[form]
    assert page.count(rule.good) >= 1, "the good example has to be a piece of the page or of the XML"
    found = findings(page.replace(rule.good, rule.bad, 1))
    besides = ALSO_NAMED.get(code, set())
    assert [one.code for one in found if one.code not in besides] == [code] * (1 + (code in TWICE))


def test_a_check_that_is_not_asked_has_nothing_to_say() -> None:
    pages = [*EXAMPLE_PAGES.values(), *EXAMPLE_DOCUMENTS.values(), *map(case_text, cases())]
    pages += [
        page.replace(one.good, one.bad, 1) for one in RULES.values() for page in pages[:6] if one.good and one.good in page
    ]
    asked = set()
    for page in pages:
        parsed = parse(page)
        if parsed.filing is None:
            continue
        context = Context(parsed.on_page or parsed)
        for code, needs in NEEDED.items():
            declared, judge = CHECKS[code]
            if context.form in declared.forms and needs.isdisjoint(context.there):
                asked.add(code)
                assert list(judge(context)) == [], (code, page)
    assert asked == set(NEEDED)


def test_no_code_is_declared_twice() -> None:
    assert not set(READING_RULES) & set(CHECKS)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_prose(rule: Rule) -> None:
    assert re.fullmatch(rf"[{''.join(FAMILIES)}]\d{{3}}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name)
    assert set(rule.forms) <= {"3", "4", "5"}
    for text in (rule.what, rule.why, rule.fix):
        assert text[0].isupper() or not text[0].isalpha()
        assert text.endswith(".")
    assert rule.source


def test_find() -> None:
    assert [rule.code for rule in find("l023")] == ["L023"]
    assert [rule.code for rule in find("shifted-row")] == ["L023"]
    assert {rule.family for rule in find("T")} == {"T"}
    assert find("nonsense") == []


def test_a_draft_and_a_copy_have_advice_of_their_own() -> None:
    for rule in RULES.values():
        told = advice(rule)
        assert told.filer, rule.code
        assert rule.fix in told, rule.code
        assert told.filer == told.holder or "on EDGAR" not in told.filer, rule.code
        if rule.locus is Locus.RENDERING:
            assert told.holder == rule.fix, rule.code  # what the copy did, its filer cannot mend
    assert set(RULES) >= set(FOR_BOTH)
    assert advice(RULES["T014"]).holder.startswith("Compare this place with the filing on EDGAR. EDGAR refuses")
    assert advice(RULES["N017"]).filer.startswith("Only the printed page is at fault")
