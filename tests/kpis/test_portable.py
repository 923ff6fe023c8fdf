"""What a KPI file may use of SQL: each function on edge values, and what is refused, with what to write instead."""

from math import inf
from pathlib import Path

import pytest

from data.store import scratch_cursor
from kpis import portable
from kpis.catalogue import HERE, KpiError, read_kpi
from kpis.engine import query
from kpis.tables import SHARED
from tests.kpis.test_files import SOUND

ROWS = "(values (1, 2.5, 'É a'), (null, null, null), (-3, -2.5, '')) as t(whole, fraction, text)"
# expression over ROWS -> its answer; each function and operator of the list has a line
AGGREGATES = {
    "count(*)": 3,
    "count(whole)": 2,
    "count(distinct text)": 2,
    "count(*) filter (where whole > 5)": 0,
    "sum(whole)": -2,
    "sum(whole) filter (where whole > 5)": None,
    "max(whole)": 1,
    "max(text)": "É a",
    "min(fraction)": -2.5,
    "percentile_cont(0.5) within group (order by cast(whole as double precision))": -1.0,
    "percentile_cont(0.5) within group (order by cast(whole as double precision)) filter (where whole > 5)": None,
}
# expression -> its answer
SCALARS = {
    "1 + 2": 3,
    "1 + null": None,
    "1 - 2": -1,
    "- (2)": -2,
    "2 * 3": 6,
    "cast(7 as double precision) / 2": 3.5,
    "cast(7 as double precision) / nullif(0, 0)": None,
    "abs(-3)": 3,
    "exp(0)": 1.0,
    "ln(cast(1 as double precision))": 0.0,
    "sqrt(cast(9 as double precision))": 3.0,
    "power(cast(4 as double precision), 0.5)": 2.0,
    "power(cast(0 as double precision), 0)": 1.0,
    "greatest(1, null)": 1,
    "greatest(1, 3, 2)": 3,
    "least(1, null)": 1,
    "nullif(0, 0)": None,
    "coalesce(null, 2)": 2,
    "lower('ÉCO Ça')": "éco ça",
    "upper('éco')": "ÉCO",
    "substring('Étoile', 2)": "toile",
    "substring('Étoile', 1, 1)": "É",
    "substring('ab', 5)": "",
    "'a_b' like 'a%'": True,
    "'É' like '_'": True,
    "cast('2026-02-28' as date) + interval 1 day = cast('2026-03-01' as date)": True,
    "cast('2026-03-31' as date) - interval 7 day = cast('2026-03-24' as date)": True,
    "cast(0 as boolean)": False,
    "case when cast(null as boolean) then 1 else 2 end": 2,
    "null in (1, 2)": None,
    "3 not in (1, null)": None,
    "2 between 1 and 2": True,
    "not cast(null as boolean)": None,
}
REFUSED = {
    "select cast(value as integer) from t": "cast to INTEGER",
    "select try_cast(value as double) from t": "try_cast to DOUBLE",
    "select regexp_replace(a, 'x', 'y') from t": "regexp_replace is not on the list",
    "select concat(a, b) from t": "concat is not on the list",
    "select a || b from t": "|| is not on the list",
    "select a // b from t": "// is not on the list",
    "select a % b from t": "% is not on the list",
    "select a / nullif(b, 0) from t": "/ of whole numbers",
    "select cast(a as double precision) / b from t": "/ by 0",
    "select cast(a as double precision) / 0 from t": "/ by 0",
    "select extract(week from day) from t": "date_part is not on the list",
    "select extract(dow from day) from t": "date_part is not on the list",
    "select extract(epoch from moment) from t": "date_part is not on the list",
    "select extract(epoch from (log(a) - b)) from t": "log is not on the list",
    "select date_trunc('week', day) from t": "date_trunc is not on the list",
    "select date_diff('week', a, b) from t": "date_diff is not on the list",
    "select avg(a) from t": "avg is not on the list",
    "select median(a) from t": "median is not on the list",
    "select quantile_cont(a, 0.5) from t": "quantile_cont with 2 arguments",
    "select max_by(a, b) from t": "max_by is not on the list",
    "select max(a, 2) from t": "max with 2 arguments",
    "select sum(distinct a) from t": "sum of distinct values",
    "select a from t where round(a) = 2": "round is not on the list",
    "select sum(a) filter (where log(a) > 1) from t": "log is not on the list",
    "select sum(a) over (order by log(b)) from t": "log is not on the list",
    "select row_number() over (order by b) from t": "row_number over a window",
    "with x as (select trim(a) as a from t) select a from x": "trim is not on the list",
    "select a - interval (b) day from t": "to_days is not on the list",
    "select a from t order by b limit 1": "limit",
    "select a from t qualify count(*) over () > 1": "qualify",
    "select * exclude (a) from t": "* with exclude",
    "select a from range(3) r(a)": "a function in from",
    "select [1, 2]": "list_value is not on the list",
    "select a from t where a is not distinct from b": "COMPARE_NOT_DISTINCT_FROM",
    "select a from t where a = $today": "parameter",
    "select 1; select 2": "several statements",
    "select from where": "not valid SQL",
}


def asked(sql):
    with scratch_cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


@pytest.mark.parametrize("expression", [*AGGREGATES, *SCALARS])
def test_an_expression_of_the_list_answers_as_written_here(expression):
    sql = f"select {expression}" + (f" from {ROWS}" if expression in AGGREGATES else "")
    wanted = (AGGREGATES | SCALARS)[expression]
    found = asked(sql)
    assert found == wanted
    assert (found is None) == (wanted is None)


@pytest.mark.parametrize("expression", [*AGGREGATES, *SCALARS])
def test_an_expression_that_is_tried_is_one_that_is_allowed(expression):
    assert portable.refusal(f"select {expression} from t") == ""


def test_seconds_between_moments_are_those_of_the_clock_of_utc_over_a_change_to_summer_time():
    moments = "(values (timestamp '2026-03-29 03:00:00', timestamp '2026-03-29 00:00:00')) as t(late, early)"
    sql = f"select extract(epoch from (late - early)) from {moments}"
    assert asked(sql) == 3 * 3600
    assert portable.refusal("select extract(epoch from (late - early)) from t") == ""


def test_every_function_of_the_list_is_tried():
    parsed = "\n".join(asked(f"select json_serialize_sql($${'select ' + one}$$)") for one in [*AGGREGATES, *SCALARS])
    assert [name for name in portable.FUNCTIONS if f'"function_name":"{name}"' not in parsed] == []


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_not_on_the_list_is_refused(sql):
    assert REFUSED[sql] in portable.refusal(sql)


def test_a_name_in_a_text_or_a_comment_is_no_function():
    assert portable.refusal("select 'log(1) $x' as a /* trim(b) */ from t -- concat(a)") == ""


def test_the_sentence_names_the_file_the_function_and_what_to_use_instead():
    head = SOUND[: SOUND.index("*/") + 2]
    with pytest.raises(KpiError, match=r"^loud\.sql: log is not on the list of portable functions; use ln\(x\)$"):
        read_kpi(f"{head}\nselect log(value) as value from followers", id="loud", casquette="animation")


def test_a_double_that_is_no_number_has_no_constant():
    assert asked("select cast(1 as double) / 0") == inf, "what nullif on each divisor keeps out"


def own_statement(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("*/", 1)[1].strip().rstrip(";")


@pytest.mark.parametrize("path", sorted(HERE.glob("indicators/*/*.sql")), ids=lambda path: path.stem)
def test_every_kpi_file_keeps_to_the_list_whatever_is_kept_as_checked(path):
    assert portable.refusal(own_statement(path)) == ""


@pytest.mark.parametrize("name", SHARED)
def test_every_shared_table_keeps_to_the_list(name):
    assert portable.refusal((Path(query.__file__).parent / f"{name}.sql").read_text(encoding="utf-8")) == ""


def test_what_is_kept_as_checked_is_the_kpi_files_as_they_are():
    """`python -m kpis.portable` writes the list anew."""
    found = {portable.digest(own_statement(path)) for path in HERE.glob("indicators/*/*.sql")}
    assert set(portable.CHECKED.read_text(encoding="utf-8").split()) == found
