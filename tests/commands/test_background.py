"""A thread of the server survives whatever a round does, and says how it is."""

import time
from dataclasses import dataclass, field

import pytest

from commands.background import Background, Supervisor, running, supervised


@dataclass
class Counted(Background):
    name: str = "counted"
    every: float = 0.01
    rounds: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    raised: int = 0

    def round(self):
        self.rounds.append(1)
        if self.faults:
            raise self.faults.pop(0)

    def failed(self):
        self.raised += 1
        raise ValueError("even this")


def until(condition):
    last = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < last
        time.sleep(0.01)


@pytest.mark.parametrize("fault", [RuntimeError("a fault"), SystemExit(1), KeyboardInterrupt()])
def test_it_goes_on_after_any_fault_and_counts_those_in_a_row(store, fault, caplog):
    thread = Counted(store, faults=[fault, fault])
    assert thread.state() == {
        "alive": False, "at_work": False, "last_round_seconds_ago": None, "failed_rounds": 0, "restarts": 0,
    }  # fmt: skip
    thread.begin()
    until(lambda: len(thread.rounds) > 4)
    state = thread.state()
    assert (thread.raised, state["alive"], state["failed_rounds"]) == (2, True, 0)
    assert state["last_round_seconds_ago"] < 5
    thread.stop()
    assert thread.state()["alive"] is False
    assert [record.message for record in caplog.records] == ["counted", "counted"]


def broken(thread):
    """End a thread where nothing catches what it raises, between two rounds."""
    every, thread.every = thread.every, "no number"
    until(lambda: not thread._thread.is_alive())
    thread.every = every


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_ended_is_told_begun_again_and_counted(store, caplog):
    thread = Counted(store)
    thread.begin()
    broken(thread)
    first = supervised(store)["counted"]
    assert (first["alive"], first["restarts"]) == (False, 0)
    done = len(thread.rounds)
    until(lambda: len(thread.rounds) > done)
    second = supervised(store)["counted"]
    assert (second["alive"], second["restarts"]) == (True, 1)
    assert "thread counted has ended, and is begun again" in caplog.messages
    thread.stop()
    assert not thread.revive()  # what was told to stop stays so
    assert "counted" not in supervised(store)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_supervisor_begins_others_again_though_nobody_asks(store):
    thread, over = Counted(store), Supervisor(store, every=0.05)
    thread.begin()
    broken(thread)
    over.begin()
    until(lambda: thread.state()["restarts"] == 1 and thread.state()["alive"])
    assert {one.name for one in running(store)} == {"counted", "supervisor"}
    over.stop()
    thread.stop()
