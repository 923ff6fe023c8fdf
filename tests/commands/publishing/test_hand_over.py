"""While a dashboard owns the store, it carries the command out: the folder is where the command was given."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

from commands import owner
from tests.canonical import mentions

ROOT = Path(__file__).parents[3]


def test_a_running_dashboard_publishes_for_the_command_line(store, tmp_path):
    path = store.path
    store.close()
    served = owner.serve(path)
    try:
        mentions(served, "Day | Brand | Channel | Text\n2026-03-02 | Aurelle | x | merci")
        (tmp_path / "here").mkdir()
        asked = {"cwd": tmp_path / "here", "capture_output": True, "text": True, "timeout": 300}
        env = {**os.environ, "EREPUTATION_STORE": str(path), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "kpis", "publish", "--verdict-weeks", "1"]
        done = subprocess.run([*command, "tables"], env=env, **asked)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Published into {tmp_path}/here/tables: figures " in done.stdout
        assert list(pd.read_parquet(tmp_path / "here/tables/mentions.parquet")["text"]) == ["merci"]
        refused = subprocess.run([*command, str(path.parent)], env=env, **asked)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "holds the store itself" in refused.stderr
    finally:
        served.close()
