"""Rules of a project: declared in its own modules, set in its pyproject.toml, run on pages as the package's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, case_text
from support.commands import run

from form4_grammar import Locus, Severity, catalogue, check, form
from form4_grammar.checks import CHECKS, Context, Finding, RuleClash, rule
from form4_grammar.config import load
from form4_grammar.rules.example import EXAMPLE_PAGES
from form4_grammar.settings import ConfigError
from form4_grammar.testing import assert_rule

LARGE = EXAMPLE_PAGES["4"].replace("400\tD\t$31.07 ⁽¹⁾\t8,800", "4,000\tD\t$31.07 ⁽¹⁾\t5,200")
RULES = """
from form4_grammar import Locus, Severity
from form4_grammar.checks import Context, Finding, rule
from form4_grammar.diagnostics import Setting


@rule(
    "ACME001", "large-sale", Severity.WARNING, Locus.FILING,
    what="A sale is of more shares than the company clears by itself.",
    why="Such sales need a second signature.",
    fix="Ask the general counsel.",
    source="the trading policy, section 4",
    good="400\\tD\\t$31.07 ⁽¹⁾\\t8,800",
    bad="4,000\\tD\\t$31.07 ⁽¹⁾\\t5,200",
    forms=("4",),
    settings=(Setting("shares", 1000, "The largest sale that needs no second signature.", most=10**9),),
)
def large_sale(context):
    for row in context.transactions:
        shares = row.value("transaction_shares")
        if row.value("transaction_code") == "S" and shares and shares > context.number("ACME001", "shares"):
            yield Finding(f"{row.path}.transaction_shares", f"{shares:,} shares sold at once")


@rule(
    "ACME002", "proceeds-missing", Severity.ERROR, Locus.FILING,
    what="A sale has no proceeds.", why="The broker asks for them.", fix="Add them.", source="the trading policy, section 5",
    good="7,812.50", bad="0", forms=("form144",),
)
def proceeds_missing(context):
    for index, row in enumerate(context.fields["securities_sold"]):
        if not row["gross_proceeds"].value:
            yield Finding(f"securities_sold[{index}].gross_proceeds", "no proceeds")
"""


@pytest.fixture(autouse=True)
def catalogue_as_it_was() -> Iterator[None]:
    """What a test declares is gone after it."""
    before, modules = dict(CHECKS), set(sys.modules)
    yield
    CHECKS.clear()
    CHECKS.update(before)
    catalogue.update()
    for name in set(sys.modules) - modules:
        if name.startswith("acme"):
            del sys.modules[name]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules, a form of its own, and pages."""
    (tmp_path / "acme_rules.py").write_text(RULES, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.form4]\nrules = ["acme_rules"]\n', encoding="utf-8")
    (tmp_path / "sale.txt").write_text(LARGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
def test_a_project_has_rules_of_its_own() -> None:
    code, shown, _ = run("check", "sale.txt", "--format", "json", "--fail-on", "warning", "--select", "ACME")
    (found,) = json.loads(shown)["diagnostics"]
    assert (code, found["code"], found["path"]) == (1, "ACME001", "non_derivative_table[1].transaction_shares")
    assert found["span"]["start"]["line"] == 20
    assert "ACME001" in run("rule")[1]
    assert "Unless set: 1000." in " ".join(run("rule", "ACME001")[1].split())
    assert "large-sale" in run("rule", "acme")[1]
    rules = json.loads(run("check", "sale.txt", "--format", "sarif")[1])["runs"][0]["tool"]["driver"]["rules"]
    assert "ACME001" in {one["id"] for one in rules}


def test_many_pages_are_checked_by_them(project: Path) -> None:
    folder = project / "pages"
    folder.mkdir()
    for number in range(130):
        (folder / f"{number}.txt").write_text(LARGE, encoding="utf-8")
    code, shown, _ = run("check", "pages", "--format", "concise", "--select", "ACME001", "--fail-on", "warning", "--jobs", "2")
    assert (code, shown.count("ACME001")) == (1, 130)


@pytest.mark.parametrize(
    "settings",
    [
        '[tool.form4.rules]\nmodules = ["acme_rules"]\n[tool.form4.rules.ACME001]\nshares = 5000\n',
        '[tool.form4.rules]\nmodules = ["acme_rules"]\nACME001 = {shares = 5000}\n',
    ],
)
def test_a_number_is_set(settings: str, project: Path) -> None:
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert run("check", "sale.txt", "--select", "ACME", "--fail-on", "warning")[0] == 0


DEEMED = (
    EXAMPLE_PAGES["4"]
    .replace("Common Stock\t06/14/2022\t\tS", "Common Stock\t06/08/2022\t06/14/2022\tS")
    .replace("<u>06/14/2022</u>", "<u>06/08/2022</u>")
)


@pytest.mark.parametrize(("days", "expected"), [(3, True), (4, False)])
def test_numbers_of_the_package_are_set_too(days: int, expected: bool, project: Path) -> None:
    (project / "pyproject.toml").write_text(f"[tool.form4.rules.D007]\ndays = {days}\n", encoding="utf-8")
    (project / "deemed.txt").write_text(DEEMED, encoding="utf-8")
    assert ("D007" in run("check", "deemed.txt", "--format", "concise")[1]) is expected
    assert any(one.code == "D007" for one in check(DEEMED, numbers={("D007", "days"): days}).diagnostics) is expected


def test_every_number_that_can_be_set_tells() -> None:
    """Each is asked for: with the smallest number it may be, its rule finds more on some example, or with the largest less."""
    for one in catalogue.RULES.values():
        for setting in one.settings:
            pages = [EXAMPLE_PAGES[form].replace(one.good, bad, 1) for form in one.forms for bad in (one.good, one.bad)]
            pages += [PLAN, DEEMED]
            counts = {
                sum(
                    found.code == one.code
                    for page in pages
                    for found in check(page, numbers={(one.code, setting.name): number}).diagnostics
                )
                for number in (0, setting.value, setting.most)
            }
            assert len(counts) > 1, (one.code, setting.name)


PLAN = (
    EXAMPLE_PAGES["4"]
    .replace("1. The price", "1. Sold under a Rule 10b5-1 plan. The price")
    .replace("06/15/2022", "06/24/2022")
)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ('[tool.form4]\nrules = "acme_rules"\n', "must be a list of modules"),
        ('[tool.form4]\nrules = ["acme_none"]\n', "acme_none cannot be imported: ModuleNotFoundError"),
        ('[tool.form4]\nrules = ["acme_broken"]\n', "acme_broken cannot be imported: ZeroDivisionError"),
        ('[tool.form4]\nrules = ["acme_clash"]\n', "the code L023 is taken by shifted-row"),
        ("[tool.form4.rules.ACME009]\ndays = 3\n", "no such rule; settings have"),
        ("[tool.form4.rules.D007]\nyears = 3\n", "no such setting; there is days"),
        ("[tool.form4.rules.L023]\ndays = 3\n", "L023 has none"),
        ('[tool.form4.rules.D007]\ndays = "3"\n', "'3', where a whole number up to 3660 is wanted"),
        ("[tool.form4.rules.D007]\ndays = 3.5\n", "3.5, where a whole number"),
        ("[tool.form4.rules.D007]\ndays = -1\n", "-1, where a whole number"),
        ("[tool.form4.rules]\nD007 = 3\n", "must be a table, [tool.form4.rules.D007]"),
        ('[tool.form4]\nselect = ["ACME"]\n', "no such rule: ACME"),
    ],
)
def test_what_cannot_be_used_is_wrong_usage(settings: str, complaint: str, project: Path) -> None:
    clash = RULES.replace("ACME001", "L023").replace("large-sale", "other-name")
    (project / "acme_clash.py").write_text(clash, encoding="utf-8")
    (project / "acme_broken.py").write_text("1 / 0\n", encoding="utf-8")
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    code, shown, told = run("check", "sale.txt")
    assert (code, shown) == (2, "")
    assert complaint in told
    assert "Traceback" not in told
    assert "pyproject.toml: tool.form4." in told


def test_rules_come_only_from_where_one_works(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "acme_evil.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    (elsewhere / "pyproject.toml").write_text('[tool.form4]\nrules = ["acme_evil"]\n', encoding="utf-8")
    page = elsewhere / "sale.txt"
    page.write_text(case_text("form4-plain"), encoding="utf-8")
    assert run("check", str(page))[0] == 0
    assert "acme_evil" not in sys.modules
    assert load(project).rules == ("acme_rules",)


def test_own_rules_read_own_forms(project: Path) -> None:
    load(project)
    example = ROOT / "examples" / "form144"
    own = form(example / "form144.lark")
    page = (example / "sale.txt").read_text(encoding="utf-8")
    assert check(page, form=own).diagnostics == ()
    (found,) = check(page.replace("7,812.50", "0"), form=own).diagnostics
    assert (found.code, found.path) == ("ACME002", "securities_sold[0].gross_proceeds")
    assert page.replace("7,812.50", "0")[found.start : found.end] == "0"
    assert_rule("ACME002", page, own)


def test_the_examples_of_a_rule_are_run(project: Path) -> None:
    load(project)
    assert_rule("ACME001")
    assert_rule("D007")
    with pytest.raises(LookupError):
        assert_rule("ACME009")

    def declared(code: str, **examples: str) -> None:
        @rule(code, code.lower(), Severity.INFO, Locus.FILING, what="", why="", fix="", source="", **examples)
        def never(_: Context) -> Iterator[Finding]:
            yield from ()

    declared("ACME003", good="400\tD", bad="500\tD")
    with pytest.raises(AssertionError, match="does not give the finding"):
        assert_rule("ACME003")

    @rule("ACME006", "astray", Severity.INFO, Locus.FILING, what="", why="", fix="", source="", good="400\tD", bad="500\tD")
    def astray(context: Context) -> Iterator[Finding]:
        if any(row.value("transaction_shares") == 500 for row in context.rows):
            yield Finding("filing.non_derivative_table", "it is there, by another path")

    with pytest.raises(AssertionError, match=r"nothing stands at the path of the finding, filing\.non_derivative_table"):
        assert_rule("ACME006")
    declared("ACME004", good="nowhere", bad="500\tD")
    with pytest.raises(AssertionError, match="no piece of the example page"):
        assert_rule("ACME004")


def test_a_rule_that_fails_is_a_finding() -> None:
    @rule("ACME005", "breaks", Severity.INFO, Locus.FILING, what="", why="", fix="", source="")
    def breaks(context: Context) -> Iterator[Finding]:
        yield Finding(None, "before")
        raise KeyError(context.form)

    (found,) = check(EXAMPLE_PAGES["4"]).diagnostics
    assert (found.code, found.severity) == ("L140", Severity.ERROR)
    assert "the rule ACME005 failed: KeyError: '4' (test_own_rules.py, line" in found.message


@pytest.mark.parametrize(
    ("code", "name"),
    [("L023", "free"), ("ACME1", "free"), ("acme001", "free"), ("ACME001", "shifted-row"), ("ACME001", "Not so")],
)
def test_a_code_or_a_name_that_is_not_free_is_refused(code: str, name: str) -> None:
    with pytest.raises(RuleClash):
        rule(code, name, Severity.INFO, Locus.FILING, what="", why="", fix="", source="")


def test_the_number_of_a_rule_may_be_a_fraction(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.form4.rules.X010]\ntimes = 2.5\n", encoding="utf-8")
    assert load(project).numbers == {("X010", "times"): Decimal("2.5")}
    (project / "pyproject.toml").write_text("[tool.form4.rules.X010]\ntimes = true\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        load(project)


def test_a_check_needs_only_what_can_be_told() -> None:
    with pytest.raises(ValueError, match="XYZ001 needs 'period'"):
        rule("XYZ001", "xyz", Severity.INFO, Locus.FILING, needs=("remarks", "period"), what="", why="", fix="", source="")
