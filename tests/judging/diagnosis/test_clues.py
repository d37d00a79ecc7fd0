"""A source speaks against names of what it does not hold, and for none."""

from time import process_time

import pytest
from support.tables import tables

from grader.judging.diagnosis.clues import is_shown, is_unlikely

TABLES = tables(__file__, "clues.toml")

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


def test_no_name_is_given_anew_in_a_source_that_changes_arrays_in_place():
    """Where nothing moves, many causes do the same; this one needs an assignment to a name."""
    name = "a new array gets the name of the old one, which stays as it is"
    assert is_unlikely(name, "def step(p, lr):\n    p.grad[:] = 0\n    p -= lr * p.grad\n")
    assert not is_unlikely(name, SOURCE)


def test_who_takes_a_maximum_for_a_minimum_has_a_maximum():
    name = "a maximum is taken where a minimum belongs"
    assert not is_unlikely(name, "return x * max(1, r / size)") and not is_unlikely(name, "if x > best:")
    assert is_unlikely(name, SOURCE) and is_unlikely(name, "np.minimum(x, 1)")


def test_what_a_loop_does_after_its_step_is_not_done_before_it():
    """The signs of a step may be those of another slip: in a lecture's Lion the order of the lines tells them apart."""
    name = "m is brought up to date before the step, not after it"
    loop = "def lion(w):\n    w = asarray(w)\n    m = zeros()\n    for k in range(9):\n        d = grad(w)\n"
    move, remember = "        w = w - alpha * sign(m + d)\n", "        m = beta * m + d\n"
    assert is_unlikely(name, f"{loop}{move}        costs.append(g(w))\n{remember}")
    assert not is_unlikely(name, loop + remember + move)
    assert not is_unlikely(name, f"{loop}        new = beta * m + d\n        w = w - sign(new)\n        m = new\n")


@pytest.mark.parametrize(("name", "does", "does_not"), TABLES["unlikely"])
def test_a_source_shows_a_name_by_what_hardly_another_mistake_does(name, does, does_not):
    assert is_shown(name, does) and not is_shown(name, does_not)


def test_only_who_compares_with_1_cuts_at_1():
    name = "values are cut at 1 as well"
    assert is_unlikely(name, "loss = max(0.0, 1.0 - (y > 0) * score)")
    for code in ("np.clip(x, 0, 1)", "min(1, x)", "x if x < 1.0 else 1.0", "1 <= x", "np.where(x > a, a, x)"):
        assert not is_unlikely(name, code)


def test_a_parameter_that_multiplies_nothing_or_is_read_once_is_no_factor_too_many():
    name = "`tol` enters as a factor once too often"
    signature, use = "def descend(g, tol, x):\n", "while size > tol:\n    "
    assert is_unlikely(name, f"{signature}{use}x = x - rate * g")
    for line in ("x = x - tol * g", "x = x - g * self.tol", "x = x - (g / tol)"):
        assert not is_unlikely(name, f"{signature}{use}{line}")
        assert is_unlikely(name, signature + line), "once it belongs there"
    assert not is_unlikely(name, f"{signature}length = tol\nx = x - length * length * g")


@pytest.mark.parametrize(("name", "codes"), TABLES["likely"])
def test_a_name_stays_likely_in_all_spellings(name, codes):
    """What belongs there is what the student does not do, and a parameter may be called otherwise."""
    for code in codes:
        assert not is_unlikely(name, code)


def test_comments_and_docstrings_do_nothing():
    spoken = 'def f(w):\n    """Sort the root, where np.diag(H) > 0."""\n    return w  # only np.diag(H), sorted'
    assert is_unlikely("the result is sorted", spoken)
    assert not is_unlikely("the sorting is missing", spoken) and not is_shown("only the diagonal is looked at", spoken)
    assert is_shown("only the diagonal is looked at", spoken.replace("return w", "return np.diag(w)"))
    deep = "x = " + "-" * 5000 + "1"
    assert is_unlikely("the result is sorted", deep), "what is nested too deeply is read as it is"


def test_long_lines_are_read_in_time():
    start = process_time()
    for word in ("eigvals(", "eigvals()", "any(", "norm( -", "alpha "):
        for name in ("only the largest eigenvalue is looked at", "a value changes little"):
            is_shown(name, word * 10_000)
        is_unlikely("`alpha` enters as a factor once too often", word * 10_000)
    assert process_time() - start < 5
