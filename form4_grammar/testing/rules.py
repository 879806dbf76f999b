"""A rule on its own examples."""

from __future__ import annotations

from form4_grammar.checking import check
from form4_grammar.checks import CHECKS, Check
from form4_grammar.diagnostics import Rule
from form4_grammar.grammar import Grammar
from form4_grammar.own_forms.transformer import Form
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGES


def assert_rule(rule: str | Rule | Check, page: str | None = None, form: Grammar | Form | None = None) -> None:
    """Runs the examples of a rule: its code, the rule itself, or the function that was declared with it.

    The page with the good example must not give its finding, and with the bad example in that place it must, at a path where
    something stands, and no other that the page does not give as it is. `page` is a conforming one with the good example; by
    default that of Form 3, 4 or 5, or its XML, from `form4_grammar.rules.example`. `form` is that of the page, where it is a
    form of one's own. Raises `AssertionError` where the rule does not hold to that, and `LookupError` where there is no such
    rule.
    """
    found = _declared(rule)
    if page is None:
        pages = [text for own in found.forms for text in (EXAMPLE_PAGES.get(own), EXAMPLE_DOCUMENTS.get(own)) if text]
        page = next((text for text in pages if found.good in text), None)
        if page is None:
            raise AssertionError(f"{found.code}: the good example is no piece of the example page; give a page with it")
    if not found.good or found.good not in page:
        raise AssertionError(f"{found.code}: the good example is no piece of the page")
    wanted = "auto" if form is None else form
    good, bad = (check(text, form=wanted).diagnostics for text in (page, page.replace(found.good, found.bad, 1)))
    if any(one.code == found.code for one in good):
        shown = next(str(one) for one in good if one.code == found.code)
        raise AssertionError(f"{found.code}: the page with the good example gives the finding: {shown}")
    if not any(one.code == found.code for one in bad):
        told = "; ".join(map(str, bad)) or "nothing"
        raise AssertionError(f"{found.code}: the bad example does not give the finding, but {told}")
    astray = next((one.path for one in bad if one.code == found.code and one.path and not one.end), None)
    if astray is not None:
        raise AssertionError(f"{found.code}: nothing stands at the path of the finding, {astray}")
    known = {one.code for one in good}
    others = [one for one in bad if one.code != found.code and one.code not in known]
    if others:
        raise AssertionError(f"{found.code}: the bad example gives other findings, too: {'; '.join(map(str, others))}")


def _declared(rule: str | Rule | Check) -> Rule:
    for declared, check_of in CHECKS.values():
        if rule in (declared, declared.code, declared.name) or rule is check_of:
            return declared
    raise LookupError(f"no check is declared as {rule!r}")
