"""The store takes as many cores as it is allowed, and its SQL holds any text."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.sentences import Refusal
from data.store import Store, literal, now


def threads_of(path):
    store = Store(path)
    found = store.value("select current_setting('threads')")
    store.close()
    return found


@pytest.mark.parametrize("cores", [1, 3])
def test_it_uses_no_more_cores_than_the_environment_allows(tmp_path, monkeypatch, cores):
    monkeypatch.setenv("EREPUTATION_THREADS", str(cores))
    assert threads_of(tmp_path / "s.duckdb") == cores


@pytest.mark.parametrize("written", ["0", "-1", "two", "1.5"])
def test_a_number_of_cores_that_is_none_is_refused_and_named(tmp_path, monkeypatch, written):
    monkeypatch.setenv("EREPUTATION_THREADS", written)
    with pytest.raises(Refusal, match=f"EREPUTATION_THREADS is '{written}'"):
        Store(tmp_path / "s.duckdb")


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
