"""The SQL of the store holds any text."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store import literal, now


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["\0", "'\0''", "a\0b\0", "' || chr(0) || '"])
)
def test_a_literal_is_the_text_that_it_holds(text):
    with duckdb.connect() as connection:
        assert connection.execute(f"select {literal(text)}").fetchone() == (text,)


def test_a_small_table_is_asked_once_per_state_and_is_the_callers(store):
    sql, named = "select name, value from settings where name = $name order by rowid", {"name": "time_zone"}
    assert store.frame_once(sql, named).empty
    store.append("settings", {"name": "time_zone", "value": "Asia/Tokyo", "set_at": now(), "set_by": "test"})
    found = store.frame_once(sql, named)
    assert list(found["value"]) == ["Asia/Tokyo"]
    found["value"] = "changed"
    assert list(store.frame_once(sql, named)["value"]) == ["Asia/Tokyo"]
    assert store.frame_once(sql, {"name": "other"}).empty
