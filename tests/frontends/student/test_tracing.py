"""The variables of a student's loop, step by step, from the function as it is."""

from __future__ import annotations

import functools
import sys

import jax
import numpy as np

from grader.frontends.student.tracing import loop_states


def average(slopes, beta):
    """A loop as students write it."""
    h, path = np.zeros(2), []
    for k, slope in enumerate(slopes, 1):
        h = beta * h + (1 - beta) * slope
        path.append((k, h))
    return path


SLOPES = [np.array([1.0, 2.0]), np.array([3.0, -4.0]), np.array([0.0, 8.0])]


def states(function, *arguments):
    return loop_states(function, lambda: function(*arguments))


def test_the_state_before_the_first_step_and_after_each():
    seen = states(average, SLOPES, 0.5)
    assert [state["h"].tolist() for state in seen] == [[0, 0], [0.5, 1], [1.75, -1.5], [0.875, 3.25]]
    assert [state.get("k") for state in seen][1:] == [1, 2, 3] and "k" not in seen[0]


def test_an_array_that_is_changed_in_place_keeps_each_of_its_values():
    def in_place(steps):
        w = np.zeros(1)
        while steps:
            w -= 1.0
            steps -= 1
        return w

    assert [float(state["w"][0]) for state in states(in_place, 2)] == [0, -1, -2]


def test_only_the_first_call_counts_where_a_function_calls_itself():
    def twice(n):
        total = 0
        for i in range(n):
            total += 10 * (i + 1) + (twice(1) if n > 1 else 0)
        return total

    assert [state["i"] for state in states(twice, 2)[1:]] == [0, 1]


def test_nothing_is_said_where_there_is_no_loop_to_watch():
    """Compiled code, a class, a library's function, an exception: none of it may stop the notebook."""

    def raising(n):
        for i in range(n):
            raise ValueError(i)

    compiled = jax.jit(lambda w: jax.lax.fori_loop(0, 3, lambda i, w: w / 2, w))
    partly = functools.partial(average, SLOPES)
    assert states(raising, 2) == states(compiled, 1.0) == states(partly, 0.5) == states(max, 1, 2) == []
    assert loop_states(None, lambda: None) == []


def test_a_tracer_of_jax_is_no_value_and_another_trace_function_stays():
    """Coverage and debuggers have one of their own."""

    def traced(w):
        for _ in range(2):
            w = w * 2
        return w

    before = sys.gettrace()
    assert all("w" not in state for state in loop_states(traced, lambda: jax.jit(traced)(1.0)))
    assert sys.gettrace() is before
