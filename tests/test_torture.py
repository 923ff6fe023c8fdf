"""The short form of `make torture`: a few kills, each followed by a look at the whole store; a few open tabs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture import sessions
from tests.torture.table import Row, printed


def test_a_row_that_fails_is_told_so():
    assert printed([Row("kill", 1200, "1 lost", False)]).splitlines()[-1] == "| kill | 1,200 | 1 lost | **fails** |"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_kills_lose_nothing_and_leave_nothing_half():
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "kills", "--trials", "2"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| kill -9 in all | 2 | 0 lost, 0 half, 0 raw files missing | holds |" in done.stdout


@pytest.mark.slow
def test_a_few_open_tabs_see_what_they_chose_while_files_are_loaded(copy_of_demonstration):
    alone, crowd = sessions.measured(
        copy_of_demonstration("sessions"), visitors=3, uploaders=1, seconds=14, alone=4, every=4, files=6
    )
    assert [*alone.faults, *alone.log, *crowd.faults, *crowd.log] == []
    assert len(alone.seconds) == 5
    assert len(crowd.seconds) >= 3
    assert crowd.loads
