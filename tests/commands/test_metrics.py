"""Figures of the program for Prometheus: true ones, for this machine, without a name of anybody or of a brand."""

import asyncio
import urllib.error
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from data.decisions.brands import set_role
from data.store import Store
from tests import canonical
from tests.browser.serving import served
from tests.torture.visitor import Visitor


def told(address: str) -> tuple[str, dict[tuple, float]]:
    with urllib.request.urlopen(f"{address}/api/metrics", timeout=30) as answer:
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        text = answer.read().decode()
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            assert (sample.name, *sorted(sample.labels.values())) not in found, sample
            found[sample.name, *sorted(sample.labels.values())] = sample.value
    return text, found


@pytest.fixture
def address(store):
    canonical.mentions(store, canonical.daily("2026-03-02", [3] * 28, Brand="Aurelle", Channel="x"))
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    with served(store.path) as where:
        yield where


def test_they_are_what_happened_and_name_nobody(address):
    async def visit() -> dict[tuple, float]:
        visitor = Visitor(address, "Ann Test")
        await visitor.open()
        await visitor.go("sentiment")
        await visitor.go("sentiment")
        now = await asyncio.to_thread(told, address)
        await visitor.close()
        return now

    _, before = told(address)
    text, after = asyncio.run(visit())
    assert before["ereputation_sessions",] == 0
    assert after["ereputation_sessions",] == 1
    assert after["ereputation_run_seconds_count", "sentiment"] == 2
    assert after["ereputation_run_seconds_count", "overview"] == 1
    assert after["ereputation_run_seconds_sum", "sentiment"] > 0
    assert after["ereputation_figures_total", "computed"] > before["ereputation_figures_total", "computed"]
    assert after["ereputation_figures_total", "kept"] > 0
    assert after["ereputation_uploads", "loaded"] == 1
    assert after["ereputation_store_bytes",] > 100_000
    assert after["ereputation_disk_free_bytes",] > 0
    for thread in ("inbox", "inbox folder", "watch", "supervisor"):
        assert after["ereputation_thread_alive", thread] == 1
        assert after["ereputation_thread_restarts_total", thread] == 0
    assert after["ereputation_http_answers_total", "2xx"] > 0
    assert after["process_resident_memory_bytes",] > 50_000_000
    for name in ("Aurelle", "Ann", "aurelle"):
        assert name not in text


def test_a_backup_that_was_never_made_has_no_age(address):
    _, found = told(address)
    if ("ereputation_backup_age_seconds",) in found:  # the server made its first one meanwhile
        assert 0 <= found["ereputation_backup_age_seconds",] < 120
    assert found["ereputation_backup_missed",] in (0, 1)


@pytest.mark.parametrize(
    "header", [("X-Forwarded-For", "10.0.0.1"), ("Forwarded", "for=10.0.0.1"), ("Host", "reputation.test")]
)
def test_others_are_not_told(address, header):
    asked = urllib.request.Request(f"{address}/api/metrics", headers=dict([header]))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=30)
    assert refused.value.code in (403, 421)


def taken(address: str, body: bytes, **headers: str) -> int:
    given = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{address}/api/taken", body, given), timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_picture_that_a_browser_drew_is_noted_and_nothing_else_is(store):
    path = store.path
    store.close()
    with served(path) as address:
        assert taken(address, b'{"file": "aurelle_nps_2026-W46.png"}', cookie="e-reputation-name=Ann%20Test") == 204
        assert taken(address, b'{"file": "aurelle_nps_2026-W46.svg"}', origin=address) == 204
        wrong = (
            b"", b"[]", b"{", b"null", b'{"file": 1}', b'{"file": "../x.png"}', b'{"file": "a.exe"}', b'{"file": "a b.png"}',
            b"[" * 900, b"\xff",
        )  # fmt: skip
        assert {taken(address, body) for body in wrong} == {400}
        assert taken(address, b'{"file": "' + b"a" * 2000 + b'.png"}') == 413
        assert taken(address, b'{"file": "a.png"}', content_type="text/plain") == 415  # a form elsewhere may send that
        assert taken(address, b'{"file": "a.png"}', origin="https://evil.test") == 403
    again = Store(path, read_only=True)
    rows = again.rows("select who, action, what from audit_log where action = 'download' order by entry")
    again.close()
    assert [tuple(row.values()) for row in rows] == [
        ("Ann Test", "download", '{"file": "aurelle_nps_2026-W46.png"}'),
        ("local user", "download", '{"file": "aurelle_nps_2026-W46.svg"}'),
    ]
