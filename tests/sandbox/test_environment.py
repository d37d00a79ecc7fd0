"""One value says how children are started, confined and limited."""

from __future__ import annotations

from dataclasses import replace

from grader.processes.clock import slowness
from grader.sandbox.environment import Environment, Limits, scaled_limits
from grader.sandbox.isolation.profiles import Isolation, expected_isolation


def test_a_slower_machine_gets_more_time_and_no_more_of_anything_else():
    scaled = Limits().scaled(2.0)
    assert (scaled.case_seconds, scaled.question_seconds, scaled.start_seconds) == (20.0, 120.0, 120.0)
    assert replace(scaled, case_seconds=10.0, question_seconds=60.0, start_seconds=60.0) == Limits()


def test_the_default_is_the_strongest_profile_with_limits_for_this_machine():
    environment = Environment()
    assert environment.limits == scaled_limits() == Limits().scaled(slowness())
    assert environment.isolation == expected_isolation()
    assert (environment.cache, environment.fork_server) == ("", None)


def test_a_user_of_its_own_follows_from_the_profile():
    assert Environment(isolation=Isolation("own-user")).own_user
    assert not Environment(isolation=Isolation("same-user")).own_user


def test_fresh_gives_up_the_fork_server():
    environment = Environment(cache="/cache", fork_server=object())  # type: ignore[arg-type]
    assert environment.fresh() == replace(environment, fork_server=None)
