"""Screens of figures are drawn a few at a time, in order; whoever no longer wants to is not waited for."""

import threading
import time

import pytest

from ui.turns import Turns


class Gone(Exception):
    pass


def until(condition):
    last = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_no_more_than_so_many_and_in_the_order_in_which_they_came():
    turns, at_work, most, order = Turns(2), [], [], []
    go = threading.Event()

    def drawn(number):
        with turns.taken(lambda: None):
            at_work.append(number)
            most.append(len(at_work))
            order.append(number)
            go.wait(10)
            at_work.remove(number)

    threads = []
    for number in range(6):
        threads.append(threading.Thread(target=drawn, args=(number,)))
        threads[-1].start()
        until(lambda number=number: len(order) + turns.waiting == number + 1)
    assert (sorted(order), turns.waiting) == ([0, 1], 4)
    go.set()
    for one in threads:
        one.join()
    assert max(most) == 2
    assert sorted(order) == list(range(6))
    assert next(one for one in order if one > 1) == 2


@pytest.mark.parametrize("fault", [Gone, KeyboardInterrupt])
def test_a_run_that_is_no_longer_wanted_leaves_its_place(fault):
    turns = Turns(1)

    def look():
        raise fault

    with turns.taken(lambda: None):
        with pytest.raises(fault), turns.taken(look):
            pytest.fail("it had no turn")
        assert turns.waiting == 0
    with turns.taken(look):  # a turn that is free is taken without a look
        pass


def test_a_run_that_fails_gives_its_turn_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(Gone), turns.taken(lambda: None):
            raise Gone
    with turns.taken(lambda: None):
        pass
