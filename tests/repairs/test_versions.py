"""Of many versions of a program each has its value or none, whatever the others do."""

from __future__ import annotations

import numpy as np
import pytest

from grader.repairs.versions import run


@pytest.fixture(autouse=True)
def process_of_a_submission(monkeypatch):
    """`run` takes `jax.jit` away from its process, which is one of its own elsewhere."""
    import jax

    monkeypatch.setattr("jax.jit", jax.jit)
    filtering = jax.config.jax_traceback_filtering
    yield
    jax.config.update("jax_traceback_filtering", filtering)


HEAD = "import numpy as np\nstate = []"


def values(*functions: str, in_numpy: bool = False, by_differences: bool = True, **arguments: object) -> list[object]:
    versions = {
        "texts": [HEAD, *functions], "programs": [[0, at] for at in range(1, len(functions) + 1)], "names": ["f"],
        "driver": "", "seed": 3, "with_jax": False, "in_numpy": in_numpy,
        "by_differences": by_differences,
        "seconds": 5.0 if in_numpy else 0.05,
    }  # fmt: skip
    return [each.get("value", "none") for each in run(versions=versions, **arguments)]


@pytest.mark.parametrize(
    "broken",
    ["def f(x): return x / 0", "def f(x", "def f(x):\n    while True: pass", "def f(x): exit()", "g = 3",
     "def f(x):\n    while True:\n        try: x += 1\n        except BaseException: break\n    return [][0]"],
)  # fmt: skip
def test_a_version_that_raises_or_does_not_end_has_no_value_and_stops_no_other(broken):
    assert values("def f(x): return x", broken, "def f(x): return 2 * x", x=4.0) == [4.0, "none", 8.0]


def test_each_version_has_its_own_state_arguments_and_random_numbers():
    changes = "def f(x, n):\n    state.append(n); x.append(n)\n    return len(state), len(x), np.random.randint(1000)"
    first, second = values(changes, changes, x=[1], n=2)
    assert first == second and first[:2] == (1, 2)


def test_numpy_stands_in_for_what_it_has_of_jax_and_a_version_that_needs_more_has_no_value():
    imports = "import jax\nimport jax.numpy as jnp\nfrom jax import grad\nfrom jax.numpy import sin\n"
    slope = imports + "def f(g, w): return sin(jnp.asarray(0 * w)) + grad(g)(w), type(jnp.ones(2)), jax.jit(g)(w)"
    rows = imports + "def f(g, w): return jax.vmap(grad(g))(jnp.array([w, 2 * w]))"
    needs_jax = imports + "def f(g, w): return jax.lax.fori_loop(0, 2, lambda k, w: 2 * w, w)"
    own_hessian = imports + "def f(g, w): return jax.hessian(lambda v: jnp.sin(v))(w)"
    found, slopes, *others = values(slope, rows, needs_jax, own_hessian, in_numpy=True, g=lambda w: w**2, w=1.5)
    assert found == (3.0, np.ndarray, 2.25) and type(found[0]) is np.float64
    assert type(slopes) is np.ndarray and slopes.tolist() == [3.0, 6.0]
    assert others == ["none", "none"]


def test_a_compiled_derivative_of_a_handed_function_is_traced_once_for_all_versions():
    """Traced anew at each halving of a bisection, derivatives took nine tenths of the seconds of all batches."""
    traced = list[object]()

    def g(w):
        traced.append(w)
        return w**2

    slope = "import jax\nimport jax.numpy as jnp\ndef f(g, w):\n    slope = jax.jit(jax.vmap(jax.grad(g)))\n"
    rows = [f"{slope}    return slope(slope({times} * jnp.array([w, -w])))" for times in (1, 2)]
    found = values(*rows, in_numpy=True, by_differences=False, g=g, w=1.5)
    assert [each.tolist() for each in found] == [[6.0, -6.0], [12.0, -12.0]] and len(traced) == 1
    assert type(found[0]) is np.ndarray
    own = "import jax\ndef f(g, w): return jax.jit(lambda v: g(v) if v > 1 else 0.0)(w)"
    assert values(own, in_numpy=True, by_differences=False, g=g, w=1.5) == [2.25], "NumPy needs no compiler"
    values(*rows, in_numpy=True, g=g, w=1.5)
    assert len(traced) == 6, "a search has too few seconds for a compiler"


def test_numpy_takes_the_gradient_of_a_students_own_function_by_differences():
    """Traced anew for each version, JAX takes twenty milliseconds; what comes of it is confirmed with JAX."""
    own = (
        "import jax\nimport jax.numpy as jnp\ndef f(g, w): return jax.value_and_grad(lambda v: jnp.sum(v**3) + g(v))(w)"
    )
    ((value, slope),) = values(own, in_numpy=True, g=lambda w: w @ w, w=np.array([1.0, -2.0]))
    assert value == -2.0
    np.testing.assert_allclose(slope, [5.0, 8.0], rtol=1e-9)
    exact = values(own, in_numpy=True, by_differences=False, g=lambda w: w @ w, w=np.array([1.0, -2.0]))
    assert exact == ["none"], "where digits count, only JAX differentiates it"


UPDATED = """
import jax.numpy as jnp
def f(w):
    w, table, rows, counts = jnp.asarray(w), {}, [1], {2}
    {first}
    w -= 0.5 * w; table["w"] *= 2; rows += [w]; counts |= {3}
    number = 1.0 * w[0]; number **= 2; word = "a"; word += "b"
    return w, table["w"], other, same, same_counts, number, word
"""


def test_an_update_makes_a_new_array_with_numpy_too_and_changes_a_list_or_set_in_place():
    source = UPDATED.replace("{first}", "other = table['w'] = w; same = rows; same_counts = counts")
    ((w, entry, other, same, counts, number, word),) = values(source, in_numpy=True, w=np.array([1.0, -2.0]))
    assert w.tolist() == [0.5, -1.0] and entry.tolist() == [2.0, -4.0] and other.tolist() == [1.0, -2.0]
    assert len(same) == 2 and counts == {2, 3} and (number, word) == (0.25, "ab")
