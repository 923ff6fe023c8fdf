"""Two dashboards on one lake: what one is given stands on the screen of the other."""

import json
import subprocess
import sys
import urllib.request

import pytest

from data.lake.address import lake_at, place_of
from data.migrations import open_store
from tests.browser.serving import ROOT, browsing, served, settle
from tests.data.lake import exports
from tests.data.lake.serving import postgresql


@pytest.mark.slow
def test_a_file_loaded_beside_two_dashboards_is_on_both_screens(tmp_path, monkeypatch):
    pytest.importorskip("duckdb_extension_ducklake", reason="the extensions of DuckDB for a lake are not installed")
    with postgresql() as server:
        place = place_of(server.create("screens"), folder=str(tmp_path / "shared"))
        open_store(place).close()
        lake = lake_at(place)
        address = {
            "EREPUTATION_STORE": f"{lake.shown} password={lake.password}",
            "EREPUTATION_LAKE": str(lake.folder),
        }
        for name, value in address.items():
            monkeypatch.setenv(name, value)
        with (
            served(tmp_path / "one" / "x", **address) as one,
            served(tmp_path / "two" / "x", **address) as other,
            browsing(language="en-GB") as page,
        ):
            states = [json.load(urllib.request.urlopen(f"{where}/api/healthz")) for where in (one, other)]
            assert [state["status"] for state in states] == ["ok", "ok"]
            file = exports.written(tmp_path, 0)
            done = subprocess.run(
                [sys.executable, "-m", "loaders", str(file)], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            for where in (one, other):
                page.goto(f"{where}/uploads")
                settle(page)
                page.get_by_text(file.name).first.wait_for(state="attached", timeout=30_000)
                assert page.locator("[data-testid=stException]").count() == 0
