"""Queries over the joins that the readme of the SEC's data sets describes: on our tables, and on rows laid out as the SEC's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from support.sec_tables import expected

pa = pytest.importorskip("pyarrow", reason="the extra 'tables' is not installed")
duckdb = pytest.importorskip("duckdb", reason="the extra 'duckdb' is not installed")

from form4_grammar.bulk.export import Settings, export  # noqa: E402
from form4_grammar.bulk.pages import LeftOut, pages  # noqa: E402
from form4_grammar.tabular.arrow import schema_of  # noqa: E402
from form4_grammar.tabular.schema import OF_THE_SEC  # noqa: E402

QUERIES = {
    "bought and sold, by issuer": """
        SELECT s.ISSUERNAME, t.TRANS_ACQUIRED_DISP_CD, count(*), sum(t.TRANS_SHARES),
            sum(t.TRANS_SHARES * t.TRANS_PRICEPERSHARE)
        FROM SUBMISSION s JOIN NONDERIV_TRANS t USING (ACCESSION_NUMBER) GROUP BY ALL""",
    "open-market purchases with their owners": """
        SELECT s.ISSUERTRADINGSYMBOL, o.RPTOWNERNAME, t.TRANS_DATE, t.TRANS_SHARES, t.TRANS_PRICEPERSHARE
        FROM SUBMISSION s JOIN REPORTINGOWNER o USING (ACCESSION_NUMBER) JOIN NONDERIV_TRANS t USING (ACCESSION_NUMBER)
        WHERE t.TRANS_CODE = 'P' AND t.TRANS_ACQUIRED_DISP_CD = 'A'""",
    "what is owned indirectly, and how": """
        SELECT o.RPTOWNERNAME, t.SECURITY_TITLE, t.NATURE_OF_OWNERSHIP, t.SHRS_OWND_FOLWNG_TRANS
        FROM REPORTINGOWNER o JOIN NONDERIV_HOLDING t USING (ACCESSION_NUMBER) WHERE t.DIRECT_INDIRECT_OWNERSHIP = 'I'""",
    "the notes at prices": """
        SELECT s.ISSUERNAME, t.TRANS_PRICEPERSHARE, f.FOOTNOTE_ID, f.FOOTNOTE_TXT
        FROM SUBMISSION s JOIN NONDERIV_TRANS t USING (ACCESSION_NUMBER)
        JOIN FOOTNOTES f ON f.ACCESSION_NUMBER = t.ACCESSION_NUMBER
            AND list_contains(string_split(t.TRANS_PRICEPERSHARE_FN, ','), f.FOOTNOTE_ID)""",
    "options that expire": """
        SELECT s.ISSUERNAME, t.SECURITY_TITLE, t.CONV_EXERCISE_PRICE, t.EXPIRATION_DATE, t.UNDLYNG_SEC_SHARES
        FROM SUBMISSION s JOIN DERIV_TRANS t USING (ACCESSION_NUMBER) WHERE year(t.EXPIRATION_DATE) BETWEEN 2015 AND 2030""",
    "grants by month": """
        SELECT strftime(TRANS_DATE, '%Y-%m'), count(*), sum(TRANS_SHARES)
        FROM DERIV_TRANS WHERE TRANS_CODE = 'A' GROUP BY ALL""",
    "holdings of derivatives": """
        SELECT s.ISSUERNAME, t.SECURITY_TITLE, t.EXERCISE_DATE, t.EXERCISE_DATE_FN, t.SHRS_OWND_FOLWNG_TRANS,
            t.VALU_OWND_FOLWNG_TRANS
        FROM SUBMISSION s JOIN DERIV_HOLDING t USING (ACCESSION_NUMBER)""",
    "days from the trade to the signature": """
        SELECT s.ISSUERNAME, max(g.OWNERSIGNATUREDATE) - min(t.TRANS_DATE)
        FROM SUBMISSION s JOIN OWNER_SIGNATURE g USING (ACCESSION_NUMBER) JOIN NONDERIV_TRANS t USING (ACCESSION_NUMBER)
        GROUP BY s.ACCESSION_NUMBER, s.ISSUERNAME""",
    "officers and what they sold": """
        SELECT o.RPTOWNER_TITLE, count(DISTINCT s.ACCESSION_NUMBER), sum(t.TRANS_SHARES)
        FROM SUBMISSION s JOIN REPORTINGOWNER o USING (ACCESSION_NUMBER) JOIN NONDERIV_TRANS t USING (ACCESSION_NUMBER)
        WHERE contains(o.RPTOWNER_RELATIONSHIP, 'Officer') AND t.TRANS_CODE = 'S' GROUP BY ALL""",
    "amendments, late ones and swaps": """
        SELECT s.DOCUMENT_TYPE, s.DATE_OF_ORIG_SUB, t.TRANS_TIMELINESS, t.EQUITY_SWAP_INVOLVED, t.TRANS_FORM_TYPE, count(*)
        FROM SUBMISSION s LEFT JOIN DERIV_TRANS t USING (ACCESSION_NUMBER) GROUP BY ALL""",
}


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Ours, made of Parquet files, and the SEC's, made of the truth; both of the same real filings."""
    place = SHARED / "corpus" / "xml" / "form4"
    if not place.is_dir():
        pytest.skip("the real filings of corpus/xml are not at hand")
    truth = {path: SHARED / "corpus" / "ocr" / f"{path.stem}.json" for path in sorted(place.iterdir())}
    files = [path for path, beside in truth.items() if beside.is_file()][::2]
    folder = tmp_path_factory.mktemp("tables")
    export(pages([(str(path), True) for path in files], LeftOut()), folder, Settings("parquet", workers=0))
    ours, theirs = duckdb.connect(), duckdb.connect()
    given: dict[str, list[dict[str, Any]]] = {table.name: [] for table in OF_THE_SEC}
    for path in files:
        for name, rows in expected(json.loads(truth[path].read_text())["truth"]).items():
            for number, row in enumerate(rows):
                keys = {"ACCESSION_NUMBER": Path(path).stem, f"{name}_SK": number, "RPTOWNERCIK": str(number)}
                given[name].append(row | keys)
    for table in OF_THE_SEC:
        path = folder / f"{table.name}.parquet"
        ours.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{path}')")  # noqa: S608
        schema = schema_of(table)
        without_nulls = [pa.field(field.name, field.type) for field in schema]
        theirs.register(f"given_{table.name}", pa.Table.from_pylist(given[table.name], pa.schema(without_nulls)))
        theirs.execute(f"CREATE TABLE {table.name} AS SELECT * FROM given_{table.name}")  # noqa: S608
    return ours, theirs


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_same_comes_of_both(databases: tuple[Any, Any], query: str) -> None:
    ours, theirs = (sorted(one.execute(query).fetchall(), key=str) for one in databases)
    assert ours
    assert ours == theirs
