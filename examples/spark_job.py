"""Many filings on a Spark cluster, as partitioned Parquet: what `form4 export` writes, without what ties documents together.

    spark-submit examples/spark_job.py hdfs:///filings/*.html hdfs:///tables
    spark-submit examples/spark_job.py hdfs:///pages.parquet hdfs:///tables --partitions 400

The input is a path or a pattern of files, or Parquet with the columns ``path`` and ``content``. Every table becomes a folder of
Parquet, parted by the first two digits of the document's key. Each worker needs Python with ``form4-grammar[spark]``, and
Spark needs Java 17.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from form4_grammar.tabular.arrow import BATCH_SCHEMA, reading_batches
from form4_grammar.tabular.schema import TABLES


def pages(spark: SparkSession, source: str) -> DataFrame:
    """The pages: from Parquet as they are, else each file one."""
    if source.endswith(".parquet"):
        return spark.read.parquet(source).select("path", "content")
    return spark.read.format("binaryFile").load(source).select("path", "content")


def read(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    """What each worker does."""
    return reading_batches(batches)


def tables(filings: DataFrame) -> dict[str, DataFrame]:
    """The tables, out of one row for each document."""
    shown = {}
    for name, table in TABLES.items():
        rows = filings.select(f.explode(name).alias("row")).select("row.*")
        shown[name] = rows.select(*table.names, f.substring("DOCUMENT_KEY", 1, 2).alias("PART"))
    return shown


def main() -> None:
    """Reads the pages and writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--partitions", type=int, help="how many tasks read; by default what Spark makes of the input")
    given = parser.parse_args()
    spark = SparkSession.builder.appName("form4").getOrCreate()
    found = pages(spark, given.source)
    if given.partitions:
        found = found.repartition(given.partitions)
    filings = found.mapInArrow(read, from_arrow_schema(BATCH_SCHEMA)).persist()  # read once, for all tables
    for name, rows in tables(filings).items():
        rows.write.mode("overwrite").partitionBy("PART").parquet(f"{given.target}/{name}")
    spark.stop()


if __name__ == "__main__":
    main()
