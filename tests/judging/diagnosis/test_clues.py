"""A source speaks against names of what it does not hold, and for none."""

import pytest

from grader.judging.diagnosis.clues import is_shown, is_unlikely, is_vague

SOURCE = """
def descend(g, alpha, w):
    for k in range(10):
        w = w - alpha / 0.1 * jnp.abs(g(w))
    return w
"""


@pytest.mark.parametrize(
    "name",
    [
        "`alpha` is always 0.2, whatever is passed", "`a` and `b` are always 0.1 and 0.9, whatever is passed",
        "the root of `alpha` is used in place of it", "the loop runs backwards", "the result is sorted",
        "the variance is taken, which subtracts the mean first", "a smooth function stands where the signs belong",
        "the absolute value is missing",
    ],
)  # fmt: skip
def test_a_source_without_what_a_name_speaks_of_makes_it_unlikely(name):
    assert is_unlikely(name, SOURCE)
    assert not is_unlikely(name, "")  # a transcript may have none


@pytest.mark.parametrize(
    "name",
    ["`alpha` is always 0.1, whatever is passed", "the square root is missing", "the loop makes one pass too few",
     "`alpha` enters as a factor"],
)  # fmt: skip
def test_what_a_source_may_hold_stays_likely(name):
    assert not is_unlikely(name, SOURCE)


def test_who_takes_a_maximum_for_a_minimum_has_a_maximum():
    name = "a maximum is taken where a minimum belongs"
    assert not is_unlikely(name, "return x * max(1, r / size)") and not is_unlikely(name, "if x > best:")
    assert is_unlikely(name, SOURCE) and is_unlikely(name, "np.minimum(x, 1)")


@pytest.mark.parametrize(
    ("name", "does", "does_not"),
    [
        ("a maximum is taken where a minimum belongs", "np.argmax(slope)", "max(x, 0) * np.argmin(slope)"),
        ("a minimum is taken where a maximum belongs", "np.minimum(x, 0)", "mini_batch = x"),
        ("the loop ends where a value changes little", "abs(losses[-1] - losses[-2]) < tol", "norm(slope) < tol"),
        ("only the diagonal of the Hessian is looked at", "H[i, i] > 0", "H[0, 0] > 0"),
        ("only the largest eigenvalue is looked at", "np.any(eigvalsh(H) > 0)", "np.all(eigvalsh(H) > 0)"),
    ],
)
def test_a_source_shows_a_name_by_what_hardly_another_mistake_does(name, does, does_not):
    assert is_shown(name, does) and not is_shown(name, does_not)


def test_who_sorts_has_a_sorting():
    assert is_unlikely("the sorting is missing", "u = np.sort(s)") and not is_unlikely("the sorting is missing", SOURCE)
    assert is_unlikely("`s` is sorted with the smallest entry first, and the largest belongs first", SOURCE)


def test_only_who_compares_with_1_cuts_at_1():
    name = "values are cut at 1 as well"
    assert is_unlikely(name, "loss = max(0.0, 1.0 - (y > 0) * score)")
    for code in ("np.clip(x, 0, 1)", "min(1, x)", "x if x < 1.0 else 1.0", "1 <= x", "np.where(x > a, a, x)"):
        assert not is_unlikely(name, code)


def test_a_parameter_that_multiplies_nothing_or_is_read_once_is_no_factor_too_many():
    name = "`tol` enters as a factor once too often"
    signature, use = "def descend(g, tol, x):\n", "while size > tol:\n    "
    assert is_unlikely(name, f"{signature}{use}x = x - rate * g")
    for line in ("x = x - tol * g", "x = x - g * self.tol", "x = x - (g / tol)", "length = tol\nx = x - length * g"):
        assert not is_unlikely(name, f"{signature}{use}{line}")
        assert is_unlikely(name, signature + line), "once it belongs there"


@pytest.mark.parametrize("other", ["the largest coordinate is", "the sum of absolute values is"])
def test_who_takes_the_norm_of_one_argument_takes_the_euclidean_norm(other):
    name = f"{other} taken where the Euclidean norm belongs"
    for code in ("np.linalg.norm(slope)", "norm(g(w)) <= tol", "norm(A @ (x - y) / f(1))"):
        assert is_unlikely(name, f"np.abs(x).max() + np.abs(x).sum()\nif {code} > 1:")
    for code in ("np.linalg.norm(slope, np.inf)", "norm(g(w), ord=1)", "np.abs(slope).max()"):
        assert not is_unlikely(name, f"np.abs(x).max() + np.abs(x).sum()\nif {code} > 1:")


def test_who_squares_a_parameter_reads_it_twice_or_takes_a_power():
    name, signature = "`alpha` enters squared", "def descend(g, alpha, x):\n"
    assert is_unlikely(name, f"{signature}x = x - alpha * g")
    for line in ("x = x - alpha * (alpha * g)", "x = x - alpha**2 * g", "x = x - g * np.square(alpha)"):
        assert not is_unlikely(name, signature + line)


def test_a_name_without_an_object_is_vague():
    assert is_vague("a term is missing, in `prox`") and is_vague("a function is missing in the step of `w`")
    assert not is_vague("a term with `w` is missing") and not is_vague("a mean is taken where a sum belongs")
