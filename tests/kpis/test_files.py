"""The KPI files keep their contract: header, portable SQL, tables. The folder is the registry."""

import re
from functools import cache
from math import inf
from pathlib import Path

import pytest

from kpis.catalogue import HERE, KpiError, article_sentences, catalogue, read_kpi
from kpis.engine import query
from kpis.tables import SHARED, TABLES, with_sources

KPIS = list(catalogue().values())
# the files that hold to the portable subset: KPIs, and the tables that they share
SQL = {kpi.id: kpi.sql for kpi in KPIS} | {
    name: (Path(query.__file__).parent / f"{name}.sql").read_text(encoding="utf-8") for name in SHARED
}
GIVEN = {"periods", "calendar"}  # what the runner provides beside the tables
# what DuckDB, DuckLake, PostgreSQL and Spark know alike; words of SQL that a parenthesis may follow
FUNCTIONS = {
    "abs", "cast", "coalesce", "count", "dense_rank", "exp", "extract", "first_value", "greatest", "lag", "last_value", "lead",
    "least", "ln", "lower", "max", "min", "nullif", "percentile_cont", "power", "rank", "round", "row_number", "sqrt",
    "substring", "sum", "upper",
}  # fmt: skip
WORDS = {
    "and", "as", "by", "distinct", "else", "exists", "filter", "from", "group", "in", "join", "not", "on", "or", "over",
    "then", "when", "where",
}  # fmt: skip
FORBIDDEN = (
    r"\bqualify\b", r"\bnow\b", r"\bcurrent_\w+", r"\btoday\b", r"\bwindow\b", r"::", r"\[", r"\bgroup by all\b", r"\border by all\b",
    r"\bexclude\b", r"\bunnest\b", r"\bmacro\b", r"\bilike\b", r"\basof\b", r"\bmain\.", r"\bavg\b", r"\blimit\b", r"\$",
)  # fmt: skip


def code(sql):
    """The SQL without comments and texts."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--[^\n]*", "", sql))


def read_by(sql):
    """The tables that the SQL names, those apart that it defines or that every statement has."""
    named = set(re.findall(r"\b(?:from|join)\s+([a-z_]+)", code(sql)))
    return named - set(re.findall(r"\b([a-z_]+) as \(", code(sql))) - GIVEN


@pytest.fixture(params=SQL.values(), ids=SQL)
def sql(request):
    return request.param


@pytest.fixture(params=KPIS, ids=lambda kpi: kpi.id)
def kpi(request):
    return request.param


def test_it_uses_no_function_that_is_not_everywhere_the_same(sql):
    called = set(re.findall(r"\b([a-z_]+)\s*\(", code(sql)))
    named = set(re.findall(r"\b([a-z_]+) as \(", code(sql)))
    assert called - FUNCTIONS - WORDS - named == set()


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_it_asks_no_clock_and_uses_nothing_of_one_database_alone(sql, pattern):
    assert not re.search(pattern, code(sql))


def test_every_divisor_is_nullif_and_every_division_is_one_of_doubles(sql):
    for before, after in re.findall(r"((?:[^\n]*\n)?[^\n]*?)/([^\n]*)", code(sql)):
        assert re.match(r"nullif\(|[1-9]", after.lstrip()), f"/{after}"
        assert "as double precision)" in before + after, f"{before}/{after}"


def test_it_reads_the_tables_that_its_header_names_and_no_others(kpi):
    read = read_by(kpi.sql) - ({"voices"} if kpi.across else set())
    assert read | (with_sources(read) - set(SHARED)) == set(kpi.reads)


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_table_reads_the_tables_that_it_is_derived_from(name):
    assert read_by(SQL[name]) == set(SHARED[name])


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_table_is_read_by_more_than_one_kpi(name):
    assert sum(name in with_sources(kpi.reads) for kpi in KPIS) > 1


def test_it_is_written_in_lower_case_and_says_its_grain_first(sql):
    assert code(sql) == code(sql).lower()
    assert re.match("-- one row per (period|post|message)", sql)


def test_its_texts_are_in_both_languages_and_differ(kpi):
    for texts in (kpi.title, kpi.question, kpi.formula):
        assert texts["en"].strip()
        assert texts["fr"].strip()
        assert texts["en"] != texts["fr"]
    assert kpi.question["en"].endswith("?")
    assert kpi.question["fr"].endswith("\u00a0?"), "French puts a no-break space (U+00A0) before its question mark"


@cache
def all_tests_of_kpis():
    """The text of every test file of tests/kpis."""
    return "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*.py"))


def test_it_is_specified_by_a_test(kpi):
    assert f'"{kpi.id}"' in all_tests_of_kpis(), f"no test of tests/kpis names {kpi.id}"


def test_a_reason_why_its_rows_are_not_n_is_in_both_languages(kpi):
    if isinstance(kpi.evidence, dict):
        assert kpi.evidence["en"] != kpi.evidence["fr"]
        assert all(text.strip() for text in kpi.evidence.values())


def test_every_file_of_the_folder_is_a_kpi():
    assert {path.stem for path in HERE.glob("indicators/*/*.sql")} == set(catalogue())


def test_the_articles_sentences_are_numbered_without_a_gap():
    assert list(article_sentences()) == [f"S{number:02}" for number in range(1, 39)]


# What a file may not say -------------------------------------------------------------------------------

SOUND = """/*
title.en = "Loudness"
title.fr = "Volume sonore"
question.en = "How loud?"
question.fr = "À quel volume ?"
formula.en = "Sum"
formula.fr = "Somme"
unit = "count"
better = "higher"
class = "flow"
interval = "none"
article = ["S12"]
needs = ["mention_days"]
screen = "visibility"
*/
-- one row per period and series
select period, series, sum(mentions) as value, sum(mentions) as n from mention_days group by period, series
"""


def read(text):
    return read_kpi(text, id="loudness", casquette="vigilance")


def test_a_sound_file_is_read_with_its_defaults():
    found = read(SOUND)
    assert (found.weeks, found.history, found.absent, found.across) == (1, 0, "zero", False)
    assert found.by == ("brand", "channel", "source", "language", "country", "topic")
    assert found.sql.startswith("-- one row per period and series\nselect")
    assert read(SOUND.replace('"flow"', '"ratio"')).absent == "missing"
    assert (found.counts, found.numerator, found.records, found.looks_back, found.evidence) == ({}, {}, "", 0, "")


@pytest.mark.parametrize(
    ("unit", "bounds"), [("count", (0, inf)), ("percent", (0, 100)), ("points", (-100, 100)), ("level", (0, 3))]
)
def test_its_bounds_follow_from_its_unit_unless_it_names_them(unit, bounds):
    text = SOUND.replace('"count"', f'"{unit}"')
    assert read(text).bounds == bounds
    assert read(text.replace("*/", "bounds = [-5, inf]\n*/")).bounds == (-5, inf)


def test_what_it_counts_is_kept_as_the_filter_of_mentions_takes_it():
    counts = 'counts = {share = "unique", sentiment = ["positive", "mixed"], has = ["author"]}'
    found = read(SOUND.replace("*/", f"{counts}\n*/"))
    assert found.counts == {"share": "unique", "sentiment": ("positive", "mixed"), "has": ("author",)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("/*", "", r"does not begin with a /\* … \*/ header"),
        ('unit = "count"', "unit = count", "its header is not valid TOML"),
        ('unit = "count"', 'unit = "furlongs"', "unit must be one of count, percent"),
        ('better = "higher"', 'better = "louder"', "better must be one of higher, lower, range, context"),
        ('class = "flow"', 'class = "wave"', "class must be one of stock, flow"),
        (
            'interval = "none"',
            'interval = "wald"',
            "interval must be one of wilson, clustered, net, mean, count, median, census, none",
        ),
        ('class = "flow"', 'class = "median"', "class median, interval median and ended go together"),
        ('interval = "none"', 'interval = "none"\nended = "buried"', "ended must be one of answered, handled"),
        ('interval = "none"', 'interval = "none"\nweeks = 3', "weeks must be one of 1, 4"),
        ('interval = "none"', 'interval = "none"\nabsent = "nil"', "absent must be one of zero, missing"),
        ('interval = "none"', 'interval = "none"\ncolour = "red"', r"unknown key \['colour'\]"),
        ('unit = "count"\n', "", r"the header lacks unit; see docs/architecture\.md"),
        ('title.fr = "Volume sonore"\n', "", "title needs a text in en and one in fr"),
        ('["S12"]', '["S99"]', "S99 is not a sentence of kpis/article.toml"),
        ('["mention_days"]', '["mention_days"]\ncontext = ["tweets"]', "tweets is not a table that a KPI may read"),
        ('["mention_days"]', '["posts"]\ncontext = ["post_engagement"]', "post_engagement is derived from followers"),
        ('["mention_days"]', '["tweets"]', "tweets is not a table that a KPI may read"),
        ('["mention_days"]', '["followers"]\nby = ["source"]', "by source: its tables do not carry it"),
        ('["mention_days"]', '["mention_days"]\nby = ["mood"]', "by mood: its tables do not carry it"),
        ('"visibility"', '"vista"', "screen must be one of overview, audience"),
        ("*/", "bounds = [0]\n*/", r"bounds needs the least and the most: \[-100, inf\]"),
        ("*/", "bounds = [9, 0]\n*/", r"bounds: the least \(9\) is not below the most \(0\)"),
        ("*/", 'access = ["vault"]\n*/', "access vault: use some of sales, after_sales"),
        ("*/", 'counts = "unique"\n*/', "counts needs a table of filters"),
        ("*/", 'counts = {mood = ["sad"]}\n*/', "counts mood: use some of share, kind"),
        ("*/", 'counts = {sentiment = "mixed"}\n*/', "counts sentiment needs a list of values"),
        ("*/", 'counts = {share = ["unique"]}\n*/', "counts share needs one value"),
        ("*/", 'numerator = {sentiment = ["sad"]}\n*/', "numerator sentiment must be of positive, neutral"),
        ("*/", 'records = "true"\n*/', "records selects records of a table, and mention_days is not one; use counts"),
        ('["mention_days"]', '["posts"]\nweight = 2', "weight needs SQL, as a text"),
        ('["mention_days"]', '["posts"]\ncounts = {share = "unique"}', "counts selects mentions, and it reads none"),
        ("*/", "looks_back = 0\n*/", "looks_back must be a number of days, 1 or more"),
        ("*/", 'evidence = "numerator"\n*/', "evidence = 'numerator' is for KPIs across brands"),
        ("*/", 'evidence.en = "Days."\n*/', "evidence must be 'numerator', or a reason in en and one in fr"),
        ("*/", 'parts.of = "mentions"\n*/', "parts of a flow needs numerator, of, where, and nothing else"),
        ("*/", "parts.of = 2\n*/", "parts needs SQL texts: of, where, numerator"),
        (
            "*/",
            'parts = {of = "posts", where = "true", numerator = "1"}\n*/',
            "parts of posts: it reads no such table; use one of mention_days",
        ),
        (
            'class = "flow"',
            'class = "max"\nparts = {of = "mentions", where = "true", numerator = "1"}',
            "a max is no sum of parts",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_the_remedy(old, new, message):
    with pytest.raises(KpiError, match=rf"loudness\.sql: {message}"):
        read(SOUND.replace(old, new, 1))


def test_every_table_is_described():
    for table in TABLES.values():
        assert "brand" in table.dimensions
