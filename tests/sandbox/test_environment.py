"""One value says how children are started, confined and limited."""

from __future__ import annotations

from dataclasses import replace

from grader.sandbox import environment
from grader.sandbox.environment import Environment, Limits, scaled_limits
from grader.sandbox.isolation.profiles import expected_isolation


def test_a_slower_machine_gets_more_time_and_no_more_of_anything_else(monkeypatch):
    monkeypatch.setattr(environment, "slowness", lambda: 2.0)
    scaled = scaled_limits()
    assert (scaled.case_seconds, scaled.question_seconds, scaled.start_seconds) == (20.0, 120.0, 120.0)
    assert replace(scaled, case_seconds=10.0, question_seconds=60.0, start_seconds=60.0) == Limits()


def test_the_default_is_the_strongest_profile_with_limits_for_this_machine():
    usual = Environment()
    assert usual.limits == scaled_limits()
    assert usual.isolation == expected_isolation()
    assert (usual.cache, usual.fork_server) == ("", None)
