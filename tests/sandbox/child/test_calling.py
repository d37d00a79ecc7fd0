"""How a function is called decides whether an honest answer counts: the homework's common rules, one by one."""

from __future__ import annotations

import functools
import random

import jax
import numpy as np
import pytest
from support.tables import read_written

from grader.model.transcript import BY_POSITION, VARIES, WITH_JAX_ARRAYS
from grader.sandbox.child.calling import Caller
from grader.sandbox.child.conversion import to_value

plain_grad, plain_value_and_grad = jax.grad, jax.value_and_grad


@pytest.fixture
def caller(monkeypatch):
    monkeypatch.setattr(jax, "grad", plain_grad)
    monkeypatch.setattr(jax, "value_and_grad", plain_value_and_grad)
    return Caller(jax)


COST = {"function": "coupled", "parameters": {}}
ARGUMENTS = {"g": COST, "alpha": 0.1, "max_its": 3, "w": [1.0, 2.0]}


def test_arguments_are_of_the_kinds_that_the_handout_promises(caller):
    seen, _ = caller.call(lambda g, alpha, max_its, w: (g, alpha, max_its, w), ARGUMENTS)
    assert callable(seen[0])
    hash(seen[0])
    assert type(seen[1]) is float
    assert type(seen[2]) is int
    assert seen[3].dtype == np.float64
    assert jax.jit(seen[0])(seen[3]).shape == ()


def test_a_start_of_one_coordinate_can_be_copied_and_has_a_shape(caller):
    """As the handout advises for points; a bare float has neither, and is an honest program's only error."""
    point, _ = caller.call(lambda w: w, {"w": 2.5})
    assert isinstance(point, float)
    assert (point.copy(), point.shape, type(point)) == (2.5, (), np.float64)


def test_names_count_more_than_the_order(caller):
    assert caller.call(lambda w, max_its, alpha, g: alpha, ARGUMENTS) == (0.1, ())


def test_other_names_are_called_by_position(caller):
    assert caller.call(lambda cost, rate, steps, start: rate, ARGUMENTS) == (0.1, (BY_POSITION,))
    assert caller.call(lambda *args: args[1], ARGUMENTS) == (0.1, (BY_POSITION,))


def test_other_numbers_stay_bare_floats(caller):
    """`classify` tells N = 1 by `hasattr(v, "shape")` in honest work."""
    for name in ("v", "alpha", "low"):
        assert type(caller.call(lambda number: number, {name: 2.5})[0]) is float


def test_parameters_that_are_positional_only_go_in_front_of_keywords(caller):
    """In any order of theirs: names say what is meant."""

    def mixed(b, a, /, c=0, *, d, **rest):
        return a, b, c, d, rest

    assert caller.call(mixed, {"a": 1, "b": 2, "c": 3, "d": 4}) == ((1, 2, 3, 4, {}), ())


def test_a_function_of_one_argument_is_called_by_position(caller):
    """`gradient = jax.grad(f)` is an honest answer, and its parameter has another name."""
    assert caller.call(lambda point, /: point.sum(), {"w": [1.0, 2.0]}) == (3.0, ())
    assert caller.call(np.linalg.norm, {"w": [3.0, 4.0]})[0] == 5.0


def test_a_function_of_vmap_is_called_by_position(caller):
    """By keyword it raises a ValueError of JAX's own, before a line of the notebook runs."""
    add = jax.vmap(lambda v, t: v + t, (0, None))
    assert caller.call(add, {"v": [1.0, 2.0], "t": 1.0})[0].tolist() == [2, 3]


def test_what_has_a_default_goes_by_keyword_where_the_rest_must_go_by_position(caller):
    """A compiled function that names some static arguments by their place and others by name binds in no other way."""

    def halve(f, w, often=False):
        return f(w) / 2 if often else w

    compiled = jax.jit(halve, static_argnums=0, static_argnames="often")
    cost = {"function": "quartic", "parameters": {}}
    assert caller.call(compiled, {"f": cost, "w": 2.5, "often": True})[0] == pytest.approx(1.40625 / 2)


def passing_on(function):
    """A decorator without `functools.wraps`."""
    return lambda *args, **kwargs: function(*args, **kwargs)


def test_parameters_that_are_keyword_only_are_called_by_name_behind_any_decorator(caller):
    """The messages print the call by name, and so calls whoever tries it in the notebook."""

    def method(*, g, alpha, max_its, w):
        return alpha

    def mixed(g, alpha, *, max_its, w):
        return alpha

    for function in (method, mixed):
        for decorated in (function, passing_on(function), functools.wraps(function)(passing_on(function))):
            assert caller.call(decorated, ARGUMENTS) == (0.1, ())

    def slope(*, w):
        return 2 * w

    assert caller.call(slope, {"w": 1.5}) == caller.call(passing_on(slope), {"w": 1.5}) == (3.0, ())


def test_an_exception_whose_text_cannot_be_read_is_the_one_that_is_raised(caller):
    """Its text is looked at, since Python's own would say that another way of calling may bind."""

    class Unreadable(TypeError):
        def __str__(self):
            raise KeyError("no text")

    def fail(g, alpha, max_its, w):
        raise Unreadable

    with pytest.raises(Unreadable):
        caller.call(fail, ARGUMENTS)


def test_a_function_that_raises_in_its_body_is_not_called_in_another_way(caller):
    calls = []

    def fail(g, alpha, max_its, w):
        calls.append(w)
        raise TypeError("unsupported operand type(s)")

    for function in (fail, passing_on(fail)):
        with pytest.raises(TypeError, match="unsupported"):
            caller.call(function, {**ARGUMENTS, "w": 2.5})
    assert len(calls) == 2


def test_every_call_gets_fresh_copies(caller):
    def spoil(g, alpha, max_its, w):
        w += 100
        return w

    first, _ = caller.call(spoil, ARGUMENTS)
    second, _ = caller.call(spoil, ARGUMENTS)
    assert first.tolist() == second.tolist() == [101.0, 102.0]
    assert ARGUMENTS["w"] == [1.0, 2.0]


def shuffled_sum(x):
    return np.random.permutation(x).sum()


def crashing_later(x, calls=[]):  # noqa: B006
    calls.append(np.random.rand())
    return 1 / (2 - len(calls))


@pytest.mark.parametrize(
    ("function", "seed", "notes"),
    [
        (lambda x: x[np.random.randint(2, size=60)].sum(), None, (VARIES,)),
        (lambda x: x[:1] + random.random(), None, (VARIES,)),
        (lambda x: x[np.random.randint(2, size=60)].sum(), 0, ()),  # the case begins the random numbers
        (shuffled_sum, None, ()),  # another order of a sum is rounding
        (crashing_later, None, ()),  # a second call that raises takes nothing from the first
        (lambda x: np.random.default_rng(0).random(), None, ()),
        (lambda x: x.sum(), None, ()),
    ],
)
def test_a_call_that_draws_random_numbers_says_whether_its_result_depends_on_them(caller, function, seed, notes):
    caller.seed = seed
    value, said = caller.call_once(lambda made: caller.call(function, made), {"x": [0.1, 1.0]}, to_value)
    assert (said, np.size(value.array)) == (notes, 1)


def test_what_raises_on_numpy_arrays_is_tried_with_jax_arrays(caller):
    returned, notes = caller.call(lambda w: w.at[0].set(5.0), {"w": [1.0, 2.0]})
    assert returned.tolist() == [5.0, 2.0]
    assert notes == (WITH_JAX_ARRAYS,)


def test_unless_it_only_says_that_numpy_has_no_at(caller):
    def fail(w):
        w = w.at[0].set(1.0)
        raise ValueError("the real reason")

    with pytest.raises(ValueError, match="the real reason"):
        caller.call(fail, {"w": [1.0]})


@pytest.mark.parametrize(
    ("error", "function", "arguments"),
    [
        (IndexError, lambda x: x[3], {"x": [1.0, 2.0]}),
        (IndexError, lambda x: x[-3], {"x": [1.0, 2.0]}),
        (IndexError, lambda x: x.take(3), {"x": [1.0, 2.0]}),
        (IndexError, lambda x, at: x[at], {"x": [1.0, 2.0], "at": np.array([0, 2])}),
        pytest.param(
            *(OverflowError, lambda x: x + 300, {"x": np.array([1, 2], "uint8")}),
            marks=pytest.mark.skipif(np.__version__ < "2", reason="NumPy 1 takes a wider type"),
        ),
        (FloatingPointError, lambda x: np.errstate(divide="raise")(lambda: x / 0)(), {"x": [1.0, 2.0]}),
    ],
)
def test_a_number_out_of_range_gives_no_second_chance(caller, error, function, arguments):
    """JAX arrays raise nothing there and make up a value: a wrong index earned every point."""
    in_jax = {name: caller.make_arguments({name: value}, with_jax=True)[name] for name, value in arguments.items()}
    assert function(**in_jax) is not None
    with pytest.raises(error):
        caller.call(function, arguments)
    with pytest.raises(error):
        caller.drive(lambda own, **made: own(**made), [function], arguments)


def test_a_traced_index_of_an_array_is_answered_by_jax_arrays(caller):
    """NumPy raises for it too, but not since it is out of range."""

    def add_up(x):
        return jax.lax.fori_loop(0, len(x), lambda i, total: total + x[i], 0.0)

    returned, notes = caller.call(add_up, {"x": [1.0, 2.0, 4.0]})
    assert (float(returned), notes) == (7.0, (WITH_JAX_ARRAYS,))


# ── what the instructor's files raise is final


INSTRUCTORS = read_written(__file__, "calling_instructors.py")


@pytest.fixture
def instructors(caller):
    """The functions of the assignment's file, by name."""
    names = {}
    exec(compile(INSTRUCTORS, "drivers.py", "exec"), names)
    caller.instructors_files = {"drivers.py"}
    return names


def in_place(x):
    x *= 2
    return x


@pytest.mark.parametrize(
    ("driver", "function", "error"),
    [
        ("unchanged", in_place, AssertionError),
        ("refused", lambda x: x, AttributeError),
        ("wrapped", lambda callback, x: callback(x), AttributeError),
        ("in_library", in_place, TypeError),
    ],
)
def test_what_the_instructors_files_raise_is_final(caller, instructors, driver, function, error):
    """With JAX arrays `x *= 2` binds a new one: a second attempt earned what the exercise forbids."""
    calls = []

    def counted(*values):
        calls.append(values)
        return function(*values)

    with pytest.raises(error):
        caller.drive(instructors[driver], [counted], {"x": [1.0, 2.0]})
    assert len(calls) == 1 and not caller.has_refused


def test_a_students_own_error_below_a_driver_is_answered_by_jax_arrays_from_the_start(caller, instructors):
    returned, notes = caller.drive(instructors["unchanged"], [lambda x: x.at[0].set(5.0)], {"x": [1.0, 2.0]})
    assert (returned.tolist(), notes) == ([5.0, 2.0], (WITH_JAX_ARRAYS,))

    def add_up(x):  # raises in NumPy, at a line of the student
        return jax.lax.fori_loop(0, len(x), lambda i, total: total + x[i], 0.0)

    assert caller.drive(instructors["unchanged"], [add_up], {"x": [1.0, 2.0]})[0] == 3.0


# ── costs with parameters


def quadratic(scale):
    C = [[2.0 * scale, 0.5], [0.5, 1.0]]
    return {"function": "quadratic", "parameters": {"a": 1.5 * scale, "b": [1.0, -2.0 * scale], "C": C}}


def test_costs_that_differ_in_their_parameters_alone_are_compiled_once(caller):
    """Each compilation takes 20 ms, and a submission meets a dozen quadratics; the values must be those of its own."""
    compiled = []
    jax.monitoring.register_event_duration_secs_listener(lambda event, *_, **__: compiled.append(event))

    def use(g, w):
        return g(w), jax.grad(g)(w)

    counts, told = [], []
    for scale in (1.0, 3.0):
        told.append(caller.call(use, {"g": quadratic(scale), "w": [0.5, -1.0]})[0])
        counts.append(sum("backend_compile" in event for event in compiled))
    assert 0 < counts[0] == counts[1]
    for scale, (value, slope) in zip((1.0, 3.0), told, strict=True):
        C, w = np.array([[2.0 * scale, 0.5], [0.5, 1.0]]), np.array([0.5, -1.0])
        b = np.array([1.0, -2.0 * scale])
        assert float(value) == pytest.approx(1.5 * scale + b @ w + w @ C @ w, rel=1e-6)
        assert np.asarray(slope) == pytest.approx(b + 2 * C @ w, rel=1e-6)


def test_a_whole_number_stays_one_for_the_compiler(caller):
    """w**3 of a negative w is a product; with an exponent that could be any number it would be another function."""
    power = {"function": "power", "parameters": {"n": 3}, "formula": "def power(w, np, *, n):\n    return w ** n"}
    value, slope = caller.call(lambda g, w: (g(w), jax.grad(g)(w)), {"g": power, "w": -2.0})[0]
    assert (float(value), float(slope)) == (-8.0, 12.0)
