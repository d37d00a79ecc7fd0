# Style: namedtuples and typing.NamedTuple for results and states, type hints, docstrings; float32.

# %%
from __future__ import annotations

from collections import namedtuple
from typing import Any, Callable, NamedTuple, Sequence

import jax
import jax.numpy as jnp
from jax import Array

Cost = Callable[[Any], Array]


class Histories(NamedTuple):
    weight_history: list[Any]
    cost_history: list[Any]


class AdamState(NamedTuple):
    m: Array
    v: Array


Best = namedtuple("Best", "w cost")
Bracket = namedtuple("Bracket", ["left", "right", "f"])


# %%
def stationary_points(g: Cost, low: float, high: float) -> tuple[float, ...]:
    """All zeros of g' in [low, high]: crossings of g', and zeros of g'' at which g' vanishes too."""
    d1: Cost = jax.grad(g)
    d2: Cost = jax.grad(d1)
    x: Array = jnp.linspace(low, high, 1999)
    brackets: list[Bracket] = []
    for f in (jax.jit(d1), jax.jit(d2)):
        y = jax.vmap(f)(x)
        for i in jnp.flatnonzero((y[:-1] > 0) != (y[1:] > 0)).tolist():
            brackets.append(Bracket(float(x[i]), float(x[i + 1]), f))
    found: list[float] = []
    for bracket in brackets:
        v = _bisected(bracket)
        if abs(float(d1(v))) < 1e-5 and not any(abs(v - u) < 0.01 for u in found):
            found.append(v)
    return tuple(found)


def _bisected(bracket: Bracket) -> float:
    left, right, f = bracket
    sign = f(left) > 0
    for _ in range(22):
        middle = (left + right) / 2
        left, right = (middle, right) if (f(middle) > 0) == sign else (left, middle)
    return (left + right) / 2


def classify(g: Cost, v: float | Array) -> str:
    """The kind of the stationary point v."""
    match v:
        case float():
            match float(jax.grad(g)(v - 0.01)) > 0, float(jax.grad(g)(v + 0.01)) > 0:
                case False, True:
                    return "minimum"
                case True, False:
                    return "maximum"
                case _:
                    return "saddle"
        case _:
            e: list[float] = jnp.linalg.eigvalsh(jax.hessian(g)(v)).tolist()
            kinds: set[bool] = {each > 0 for each in e}
            return "saddle" if len(kinds) > 1 else "minimum" if kinds == {True} else "maximum"


def quartic_minimizer() -> float:
    """Cardano, in Python's own floats."""
    root: float = (2031 / 1296) ** 0.5  # sqrt(q^2/4 + p^3/27) with p = 1/2, q = 5/2
    return (root - 1.25) ** (1 / 3) - (root + 1.25) ** (1 / 3)


def coordinate_descent(a: float, b: Array, C: Array, max_its: int, w: Array) -> Histories:
    """Exact minimization along one coordinate at a time."""

    def g(w: Array) -> Array:
        return a + jnp.sum(b * w) + jnp.sum(C * jnp.outer(w, w))

    w = jnp.array(w)
    result = Histories([w], [g(w)])
    for _ in range(max_its):
        for n, c in enumerate(jnp.diag(C)):
            w = w.at[n].add(-(b[n] + 2 * jnp.vdot(C[n], w)) / (2 * c))
            result.weight_history.append(w)
            result.cost_history.append(g(w))
    return result


def gradient(w: Array) -> Array:
    """The ripple's gradient."""

    def g(w: Array) -> Array:
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return jax.grad(g)(w)


# %%
def gradient_descent(g: Cost, alpha: float | str, max_its: int, w: Any) -> Histories:
    """Fixed or diminishing steplength."""
    result = Histories([w], [g(w)])
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * jax.grad(g)(w)
        result.weight_history.append(w)
        result.cost_history.append(g(w))
    return result


def multi_start(g: Cost, alpha: float | str, max_its: int, starts: Sequence[Any]) -> Best:
    """The lowest end."""
    ends: list[Best] = []
    for start in starts:
        run = gradient_descent(g, alpha, max_its, start)
        ends.append(Best(run.weight_history[-1], run.cost_history[-1]))
    return sorted(ends, key=lambda end: end.cost)[0]


def momentum(g: Cost, alpha: float, beta: float, max_its: int, w: Any) -> Histories:
    """Exponential average."""
    h: Any = 0.0
    result = Histories([w], [g(w)])
    for _ in range(max_its):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        w = w + alpha * h
        result.weight_history.append(w)
        result.cost_history.append(g(w))
    return result


def normalized_gradient_descent(g: Cost, alpha: float, max_its: int, w: Any, eps: float = 1e-8) -> Histories:
    """Component by component."""
    result = Histories([w], [g(w)])
    for _ in range(max_its):
        d: Array = jax.grad(g)(w)
        w = w - alpha * d / (jnp.sqrt(d**2) + eps)
        result.weight_history.append(w)
        result.cost_history.append(g(w))
    return result


def adam(
    g: Cost, alpha: float, beta1: float, beta2: float, eps: float, max_its: int, w: Any
) -> Histories:
    """Kingma and Ba, Algorithm 1."""
    state = AdamState(jnp.zeros(jnp.shape(w)), jnp.zeros(jnp.shape(w)))
    result = Histories([w], [g(w)])
    for t in range(1, max_its + 1):
        d: Array = jax.grad(g)(w)
        state = AdamState(m=beta1 * state.m + (1 - beta1) * d, v=beta2 * state.v + (1 - beta2) * d**2)
        hat = AdamState(m=state.m / (1 - beta1**t), v=state.v / (1 - beta2**t))
        w = w - alpha * hat.m / (jnp.sqrt(hat.v) + eps)
        result.weight_history.append(w)
        result.cost_history.append(g(w))
    return result


# %%
answers: dict[str, bool] = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": False,
    "stationary_means_minimum": False,
    "descent_every_step": False,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False,
    "jax_differentiates_numpy": False,
}
