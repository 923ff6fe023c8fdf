"""A thread of the server survives whatever a round does, and says how it is."""

import time
from dataclasses import dataclass, field

import pytest

from commands.background import Background


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
    assert thread.state() == {"alive": False, "at_work": False, "last_round_seconds_ago": None, "failed_rounds": 0}
    thread.begin()
    until(lambda: len(thread.rounds) > 4)
    state = thread.state()
    assert (thread.raised, state["alive"], state["failed_rounds"]) == (2, True, 0)
    assert state["last_round_seconds_ago"] < 5
    thread.stop()
    assert thread.state()["alive"] is False
    assert [record.message for record in caplog.records] == ["counted", "counted"]
