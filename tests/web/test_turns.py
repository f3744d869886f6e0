"""Turns at heavy work: as many at once as are allowed, in the order of coming, and no more."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from web.turns import BusyError, Turns


def test_no_more_work_at_once_than_are_allowed_and_in_the_order_of_coming() -> None:
    turns, now, most, done = Turns(at_once=2, longest=10), [], [], []

    def work(number: int) -> None:
        with turns.turn():
            now.append(number)
            most.append(len(now))
            time.sleep(0.03)
            now.remove(number)
            done.append(number)

    with ThreadPoolExecutor(8) as room:
        for number in range(8):
            room.submit(work, number)
            time.sleep(0.005)
    assert max(most) == 2
    assert len(done) == 8
    assert all(abs(place - number) <= 1 for place, number in enumerate(done))


def test_who_finds_the_line_full_is_told_so_and_a_fault_gives_the_turn_on() -> None:
    turns, begun, end = Turns(at_once=1, longest=2), Event(), Event()

    def fail() -> None:
        with turns.turn():
            begun.set()
            end.wait()
            raise RuntimeError

    with ThreadPoolExecutor(2) as room:
        first = room.submit(fail)
        begun.wait()
        second = room.submit(fail)
        while len(turns._line) < 2:
            time.sleep(0.001)
        with pytest.raises(BusyError, match=r"try again soon\.$"), turns.turn():
            pass
        end.set()
        assert isinstance(first.exception(), RuntimeError)
        assert isinstance(second.exception(), RuntimeError)
    with turns.turn():
        assert len(turns._line) == 1
