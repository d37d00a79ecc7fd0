"""Functions as arguments: one object each, hashable, differentiable, and called with a bare float too."""

from __future__ import annotations

from fractions import Fraction

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from grader.sandbox.child.calling import Caller

plain_grad, plain_value_and_grad = jax.grad, jax.value_and_grad
QUADRATIC = {"a": 1.0, "b": [0.5, -1.0], "C": [[3.0, 1.0], [1.0, 2.0]]}


def bent(w):
    return w**2 if w > 0 else 3 * w**2


def in_numpy(w):
    return np.sin(w)


OWN = {
    "functions.py:wave": lambda w: jnp.sin(w) + w**2,
    "functions.py:bent": bent,
    "functions.py:in_numpy": in_numpy,
    "functions.py:scaled": lambda w, factor, table: factor * w + table["shift"].sum(),
}


@pytest.fixture(autouse=True)
def _plain_jax(monkeypatch):
    """A `Caller` puts its own gradients in front of these."""
    monkeypatch.setattr(jax, "grad", plain_grad)
    monkeypatch.setattr(jax, "value_and_grad", plain_value_and_grad)


@pytest.fixture
def received():
    """What a student's function receives for an argument with these data."""
    caller = Caller(jax)
    caller.functions.lookup = OWN.__getitem__
    return lambda data: caller.call(lambda f: f, {"f": data})[0]


def spec(kind, name, **parameters):
    return {kind: name, "parameters": parameters}


def test_derivatives_of_a_cost_agree_with_its_formulas(received):
    w, C = np.array([0.3, -0.7]), np.array(QUADRATIC["C"])
    np.testing.assert_allclose(received(spec("gradient_of", "quadratic", **QUADRATIC))(w), [0.9, -3.2], rtol=1e-5)
    np.testing.assert_allclose(received(spec("hessian_of", "quadratic", **QUADRATIC))(w), 2 * C, rtol=1e-6)
    own = spec("hessian_of", "power", n=3) | {"formula": "def power(w, np, *, n):\n    return w ** n"}
    assert received(own)(2.0) == pytest.approx(12.0)


class Dual:
    """A number with a derivative, as a student may write it."""

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __rmul__(self, factor):
        return Dual(factor * self.value, factor * self.slope)

    def __pow__(self, n):
        return Dual(self.value**n, n * self.value ** (n - 1) * self.slope)

    def __truediv__(self, divisor):
        return 1 / divisor * self


def test_a_cost_takes_what_plain_python_takes(received):
    """Fractions, numbers of a student's class, autograd's boxes: in their own notebook all of these work."""
    quartic, zigzag = received(spec("function", "quartic")), received(spec("function", "zigzag_1"))
    assert quartic(Fraction(1, 2)) == Fraction(85, 800)
    assert quartic(Dual(2.5, 1.0)).slope == pytest.approx(1.55)
    assert zigzag([Dual(10.0), Dual(1.0, 1.0)]).slope == pytest.approx(19.5)


def test_autograd_differentiates_a_cost_without_functions_of_jax(received):
    autograd = pytest.importorskip("autograd")
    assert autograd.grad(received(spec("function", "zigzag_1")))(np.array([10.0, 1.0])).tolist() == [10.0, 19.5]
    with pytest.raises(TypeError, match=r"ArrayBox.* is not a valid JAX type"):
        autograd.grad(received(spec("function", "sine")))(0.5)


@pytest.mark.parametrize("point", [1.5, 2, np.float64(0.3), np.float32(0.3), jnp.array(0.3)])
def test_derivatives_take_every_number(point, received):
    """A student's own loop may hold any of these; JAX itself refuses the gradient at a whole number."""
    assert received(spec("gradient_of", "sine"))(point) == pytest.approx(2 * np.cos(2 * float(point)), rel=1e-5)
    assert received(spec("gradient_of", "functions.py:wave"))(point) == pytest.approx(
        np.cos(float(point)) + 2 * float(point), rel=1e-5
    )
    assert received(spec("hessian_of", "functions.py:wave"))(point) == pytest.approx(2 - np.sin(float(point)), rel=1e-5)


def test_a_function_is_one_object_that_can_be_jitted_over(received):
    for data in (spec("gradient_of", "sine"), spec("function", "functions.py:wave"),
                 spec("hessian_of", "functions.py:wave"),
                 spec("function", "functions.py:scaled", factor=2.0, table={"table": [["shift", [1.0]]]})):  # fmt: skip
        function = received(data)
        assert function is received(data)
        assert jax.jit(lambda w, f: f(w), static_argnums=1)(1.0, function).shape == ()


def test_a_file_that_is_executed_anew_gives_its_new_functions(monkeypatch):
    caller = Caller(jax)
    for factor in (1.0, 2.0):
        caller.functions.lookup = {"functions.py:f": lambda w, factor=factor: factor * w}.__getitem__
        returned, _ = caller.call(
            lambda f, df: (f(3.0), df(3.0)),
            {"f": spec("function", "functions.py:f"), "df": spec("gradient_of", "functions.py:f")},
        )
        assert returned == (3 * factor, factor)


def test_a_function_of_a_file_is_the_authors_own_and_takes_fixed_parameters(received):
    assert received(spec("function", "functions.py:in_numpy")) is in_numpy
    scaled = spec("function", "functions.py:scaled", factor=2.0, table={"table": [["shift", np.array([1.0, 2.0])]]})
    assert received(scaled)(5.0) == 13.0
    assert (
        received(spec("function", "functions.py:scaled", factor=3.0, table={"table": [["shift", [0.0]]]}))(1.0) == 3.0
    )


def test_a_function_that_decides_by_its_point_is_differentiated_step_by_step(received):
    slope = received(spec("gradient_of", "functions.py:bent"))
    assert (slope(1.0), slope(-1.0)) == (2.0, -6.0)


def test_what_jax_cannot_differentiate_is_said_in_words(received):
    words = r"JAX cannot take the gradient of 'in_numpy' in functions.py \(TracerArrayConversionError\). Let in_numpy"
    with pytest.raises(TypeError, match=words):
        received(spec("gradient_of", "functions.py:in_numpy"))(1.0)


def test_generators_are_new_for_every_call_and_global_numbers_begin_with_the_seed(received):
    caller = Caller(jax)
    caller.seed = 5
    draws = [caller.call(lambda rng: (rng.normal(), np.random.rand()), {"rng": {"rng": 3}})[0] for _ in "ab"]
    np.random.seed(5)
    assert draws == [(np.random.default_rng(3).normal(), np.random.rand())] * 2
    key = received({"jax_key": 4})
    assert jax.random.normal(key) == jax.random.normal(jax.random.PRNGKey(4))


def test_the_second_attempt_with_jax_arrays_begins_with_the_seed_too():
    seen = []

    def draw(w):
        seen.append(np.random.rand())
        return w.at[0].set(seen[-1])

    caller = Caller(jax)
    caller.seed = 1
    caller.call(draw, {"w": [1.0]})
    assert len(seen) == 2 and seen[0] == seen[1]
