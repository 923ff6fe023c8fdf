"""Which columns a SELECT reads, by its own text."""

import re
from datetime import date

import duckdb
import pytest

from kpis.catalogue import catalogue
from kpis.engine.check import Request
from kpis.engine.columns import columns_of, lineage, read_by, read_by_kpi
from kpis.engine.query import statement
from kpis.engine.scope import Scope
from kpis.inputs.registry import filled

KPIS = [kpi for kpi in catalogue().values() if "verdicts" not in kpi.needs]


def named(store, sql):
    found = read_by(store, sql)
    return None if found is None else {f"{table}.{column}" for table, column in found.columns}


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("select shares from posts", {"posts.shares"}),
        ("select p.shares from posts as p where p.is_paid", {"posts.shares", "posts.is_paid"}),
        ("with a as (select * from posts) select saves from a", {"posts.saves"}),
        ("with a as (select saves as b from posts) select b from a", {"posts.saves"}),
        ("select count(*) from posts", set()),
        ("select * from posts", set()),
        ("select sum(reach) filter (where shares > 1) from posts", {"posts.reach", "posts.shares"}),
        ("select day from posts join followers using (brand)", {"posts.day", "followers.day", "posts.brand", "followers.brand"}),
        ("select 1 from posts where exists (select 1 from followers f where f.brand = posts.brand)", {"posts.brand", "followers.brand"}),
        ("select x.reach from (select reach from posts union all select gained from followers) as x", {"posts.reach", "followers.gained"}),
        ("select case when metric = 'views' then value end from account_days", {"account_days.metric", "account_days.value"}),
        ("select row_number() over (partition by channel order by day) from posts", {"posts.channel", "posts.day"}),
        ("update posts set reach = 1", None),
        ("see the figures", None),
    ],
)  # fmt: skip
def test_a_name_is_looked_up_where_it_stands(store, sql, read):
    assert named(store, sql) == read


def test_the_texts_that_a_column_is_compared_with_are_known(store):
    found = read_by(
        store, "with d as (select metric as m, value from account_days) select value from d where m in ('a', 'b')"
    )
    assert found.texts_of("account_days", "metric") == {"a", "b"}
    assert read_by_kpi(store, catalogue()["account_views"]).texts_of("account_days", "metric") == {"views"}
    assert read_by(store, "select value from account_days").texts == frozenset()


def test_a_union_is_made_of_what_stands_at_the_same_place(store):
    found, _ = lineage(
        store,
        "select null, reach, saves from posts union all select 1, gained, lost from followers",
        ["reach", "saves"],
    )
    assert found == {
        "reach": {("posts", "reach"), ("followers", "gained")},
        "saves": {("posts", "saves"), ("followers", "lost")},
    }


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_duckdb_reads_no_column_for_a_kpi_that_is_not_found(store, kpi):
    """An independent look: a view of each table without one column; the statement that still binds does not read it."""
    scope = Scope(date(2026, 3, 2), date(2026, 3, 8), ("Aurelle",), today=date(2026, 4, 1))
    request = Request(kpi, scope, "week", "brand")
    sql, parameters = statement(request, filled(store, request))
    known, found = columns_of(store), read_by_kpi(store, kpi).columns
    for source in {table for table, _ in found}:
        for column in sorted(known[source] - {"day", "brand", "channel"}):
            cut = re.sub(rf"\bmain\.{source}\b", f"(select * exclude ({column}) from main.{source})", sql)
            is_needed = _lacks(store, cut, parameters, column)
            assert not is_needed or (source, column) in found, (source, column)
            # a column that is named is needed, unless another table of the same query has one of that name
            assert is_needed or (source, column) not in found or _is_elsewhere(known, found, source, column)


def _lacks(store, sql, parameters, column):
    """Whether the statement cannot be planned for want of the column."""
    try:
        store.rows(f"explain {sql}", parameters)
    except duckdb.Error as error:
        if column in str(error):
            return True
        raise
    return False


def _is_elsewhere(known, found, source, column):
    return any(column in known[table] for table, _ in found if table != source)
