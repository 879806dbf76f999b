"""The report in a browser: Debian's Chromium or another, driven by Playwright. Skipped, saying so, where there is none."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import FILINGS, case_text

from form4_grammar import parse
from form4_grammar.comparing import compare
from form4_grammar.reporting import report, view_of
from form4_grammar.reporting.source_text import visible
from form4_grammar.reporting.view import compared

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.extra

TESTS = Path(__file__).parent
FAULTY = case_text("form4-plain").replace("31.07", "3l.07").replace("\tS\t", "\ts\t", 1)
PRICE = "non_derivative_table[1].transaction_price_per_share"
HOSTILE = "<script>document.title = 'taken'</script> ]]> &amp; &lt; <!-- </pre></template> \u202eevil\u2066 \u200f\u05d0\u05d1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install --group browser")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium is at hand")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report. Afterwards nothing must have been complained of, or asked of a network."""
    said: list[str] = []
    asked: list[str] = []
    pages: list[Page] = []

    def open_(html: str, **how: Any) -> Page:
        file = tmp_path / "report.html"
        file.write_text(html, "utf-8")
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, **how})
        pages.append(page)
        page.set_default_timeout(90_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_
    assert not said
    assert all(url.startswith(("file:", "data:")) for url in asked)
    for page in pages:
        page.close()


def report_of(*texts: str) -> str:
    return report([view_of(f"page{number}.txt", number, parse(text)) for number, text in enumerate(texts, 1)])


def key(text: str, path: str) -> str:
    return f"v{view_of('', 1, parse(text)).values[path].key}"


def lit(page: Page, name: str = "on") -> list[str]:
    """What is lit up, by the part of the page that it stands in."""
    script = """name => [...document.querySelectorAll("." + name)].map((one) => {
      const kind = ["node", "m", "l", "s"].find((each) => one.classList.contains(each));
      if (one.closest(".told")) return "finding";
      return (one.closest(".given") ? { m: "mark ", l: "line ", s: "text ", node: "node " }[kind] : "form ") + one.textContent;
    })"""
    found: list[str] = page.evaluate(script, name)
    return found


def test_pointing_at_a_value_lights_its_text_and_its_finding(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    page.hover(f".form [data-k={key(FAULTY, PRICE)}]")
    under = lit(page, "under")
    assert any(one.startswith("text ") and "3l.07" in one for one in under)
    assert any(one.startswith("form ") and "3l.07" in one for one in under)
    assert "finding" in under
    page.hover(".brand")
    assert lit(page, "under") == lit(page) == []


def test_pointing_at_a_text_lights_its_value(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    page.click(f".given [data-k~={key(FAULTY, 'issuer.name')}]")
    assert "form LARKSPUR TOOL CO" in lit(page)
    assert page.text_content(".where b") == "issuer.name"
    page.keyboard.press("Escape")
    assert lit(page) == []


def test_pointing_at_a_finding_lights_both_sides(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    page.click(".finding:has-text('3l.07') .head")
    found = lit(page)
    assert any(one.startswith("text ") and "3l.07" in one for one in found)
    assert any(one.startswith("form ") and "3l.07" in one for one in found)
    assert any(one.startswith("line ") for one in found)
    assert page.is_visible(".finding.chosen .more")


def test_the_tree_lights_up_and_lights_up(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    page.click(f".form [data-k={key(FAULTY, 'issuer.name')}]")
    page.click("[data-show=tree]")
    assert "node ISSUER_NAME LARKSPUR TOOL CO" in lit(page)
    page.hover(f".form [data-k={key(FAULTY, 'period_of_report')}]")
    assert any(one.startswith("node DATE") for one in lit(page, "under"))
    page.click(".node:has-text('issuer_trading_symbol')")
    assert "form LKSP" in lit(page)
    assert page.is_visible(".node.error")


def test_keys(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    count = page.locator(".finding").count()
    assert count >= 2
    page.keyboard.press("n")
    assert page.get_attribute(".finding.chosen", "data-f") == "1"
    page.keyboard.press("n")
    assert page.get_attribute(".finding.chosen", "data-f") == "2"
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert page.get_attribute(".finding.chosen", "data-f") == str(count)
    page.keyboard.press("Enter")
    assert page.is_visible(".finding.chosen .more")
    page.keyboard.press("Enter")
    assert not page.is_visible(".finding.chosen .more")
    page.keyboard.press("Escape")
    assert page.locator(".finding.chosen").count() == 0
    page.keyboard.press("j")
    assert len([one for one in lit(page) if one.startswith("form")]) == 1
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")


def test_filter(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    severities = page.eval_on_selector_all(".finding", "all => all.map((one) => one.dataset.severity)")
    kept = "info" if "info" in severities else severities[0]
    for box in page.query_selector_all(".filter input"):
        if box.get_attribute("value") != kept:
            box.uncheck()
    seen = [one for one in page.query_selector_all(".finding") if one.is_visible()]
    assert len(seen) == severities.count(kept) < len(severities)
    page.keyboard.press("n")
    assert page.get_attribute(".finding.chosen", "data-severity") == kept
    assert page.text_content("[data-show=findings] .count") == f"{len(seen)} of {len(severities)}"
    for box in page.query_selector_all(".filter input"):
        box.check()
    page.select_option("[name=locus]", "filing")
    assert all(one.get_attribute("data-locus") == "filing" for one in page.query_selector_all(".finding") if one.is_visible())


def test_search(opened: Open) -> None:
    page = opened(report_of(FAULTY))
    page.keyboard.press("/")
    page.keyboard.type("larkspur tool")
    page.keyboard.press("Enter")
    assert (page.text_content("#hits") or "").startswith("1 of ")
    assert "LARKSPUR" in (page.text_content(".hit-on") or "")
    page.keyboard.press("Escape")
    assert page.locator(".hit").count() == 0


def test_index(opened: Open) -> None:
    page = opened(report_of(case_text("form4-plain"), FAULTY, case_text("form3-plain")))
    assert page.locator("#index tbody tr").count() == 3
    assert page.locator("article").count() == 0
    page.click("[data-sort=number] >> nth=0")
    errors = [int(one) for one in page.locator("#index tbody td.number:nth-child(2)").all_text_contents()]
    assert errors == sorted(errors, reverse=True)
    page.click("#index tbody a:has-text('page2.txt')")
    page.wait_for_selector("article")
    assert page.text_content("h1#title2") == "page2.txt"
    page.keyboard.press("n")
    assert "#d2f1" in page.url
    page.click(".form .ref a >> nth=0")
    assert page.text_content("h1#title2") == "page2.txt"
    page.keyboard.press("]")
    page.wait_for_selector("h1#title2", state="detached")
    assert page.locator("article").count() == 1
    page.click(".brand a")
    page.wait_for_selector("#index:visible")
    page.fill("#search", "page3")
    assert [one.is_visible() for one in page.query_selector_all("#index tbody tr")].count(True) == 1


def test_comparison(opened: Open) -> None:
    one = view_of("a.html", 1, parse((TESTS / "dialects" / "form4-plain.html").read_text("utf-8")))
    changed = (TESTS / "dialects" / "form4-plain.xml").read_text("utf-8").replace("31.07", "31.7")
    other = view_of("b.xml", 2, parse(changed))
    found = compared(compare(one.parsed, other.parsed), one, other)
    page = opened(report([one], against=other, contrasts=found))
    assert page.locator(".differences tbody tr").count() == 1
    page.click("[data-show=other]")
    page.click(".go")
    assert any(text.startswith("text ") and "31.07" in text for text in lit(page))
    assert page.text_content(".other .s.on") == "31.7"
    assert page.evaluate("document.querySelector('.other .s.on').getBoundingClientRect().top < innerHeight")


def test_what_a_document_says_is_never_run(opened: Open) -> None:
    text = case_text("form4-plain").replace("President", HOSTILE).replace("Common Stock", f"Common {HOSTILE}")
    page = opened(report_of(text, text))
    page.evaluate("location.hash = '#d1'")
    page.wait_for_selector("article")
    assert "taken" not in page.title()
    shown = page.locator(".given .t").all_text_contents()
    assert shown == visible(text).rstrip("\n").split("\n")
    assert "<script>document.title = 'taken'</script> ]]>" in (page.text_content(".form") or "")
    assert page.locator(".form script").count() == 0


def test_five_thousand_rows(opened: Open) -> None:
    row = next(line for line in case_text("form4-plain").split("\n") if line.startswith("Common Stock\t"))
    text = case_text("form4-plain").replace(row, "\n".join([row] * 5000))
    begun = time.perf_counter()
    html = report_of(text)
    made = time.perf_counter() - begun
    page = opened(html)
    assert page.locator(".table tbody tr").count() >= 5000
    page.click(f".form [data-k={key(text, 'non_derivative_table[4000].transaction_shares')}]")
    page.wait_for_selector(".given .s.on")
    assert len([one for one in lit(page) if one.startswith("text")]) == 1
    assert made < 60, "seconds to make it, on a machine that does other things, too"


def test_three_hundred_documents_open_at_once(opened: Open) -> None:
    names = sorted(FILINGS.glob("form4-*.txt"))
    views = [view_of(f"page{number}.txt", number, parse(names[number % len(names)])) for number in range(1, 301)]
    page = opened(report(views))
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert page.locator("#index tbody tr").count() == 300
    assert took < 6000, "milliseconds; 2,000 on a machine that does nothing else"


def test_without_a_script(opened: Open) -> None:
    page = opened(report_of(FAULTY), java_script_enabled=False)
    assert page.is_visible(".form")
    assert page.is_visible(".src")
    assert page.is_visible(".findings")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 480])
def test_no_serious_fault_for_those_who_do_not_see(opened: Open, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core: axe-playwright-python")
    content = (TESTS / "paper" / "form4-plain.pdf").read_bytes()
    pages = [report_of(FAULTY), report_of(FAULTY, FAULTY), report([view_of("page.pdf", 1, parse(content), content)])]
    for html in pages:
        page = opened(html, color_scheme=scheme, viewport={"width": width, "height": 800})
        page.keyboard.press("n")
        page.keyboard.press("Enter")
        found = axe.Axe().run(page).response["violations"]
        grave = {one["id"]: one["nodes"][0]["html"][:200] for one in found if one["impact"] in ("serious", "critical")}
        assert not grave, json.dumps(grave, indent=1)


@pytest.mark.parametrize("width", [1280, 480])
def test_nothing_reaches_beyond_the_window(opened: Open, width: int) -> None:
    page = opened(report_of(FAULTY), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_light_and_dark(opened: Open) -> None:
    page = opened(report_of(FAULTY), color_scheme="dark")
    colour = "getComputedStyle(document.querySelector('.src').parentElement.parentElement).backgroundColor"
    dark = page.evaluate(colour)
    page.click("#theme")
    assert page.text_content("#theme span") == "light"
    assert page.evaluate(colour) != dark
    page.emulate_media(media="print")
    assert not page.is_visible(".top")
    assert page.is_visible(".form")
