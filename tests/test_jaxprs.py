"""A program's text tells all that JAX makes of it: JAX's own lowering is the witness."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("jax._src.flattree", reason="a JAX that grader.jaxprs does not know")
from grader import jaxprs  # noqa: E402
from grader.costs import COSTS, named  # noqa: E402

jaxprs.learn_primitives()
pytestmark = pytest.mark.skipif(not jaxprs.is_known(), reason="a JAX that is not made as is known here")
POINTS = (1.5, np.float32(1.5), np.ones(2, np.float32), np.ones(3, np.float32), np.arange(4), np.ones((2, 3)))


def text_of(function, *points):
    return jaxprs.text(jax.make_jaxpr(function)(*points))


def module_of(function, *points):
    """What JAX lowers, but for the names that people read."""
    told = jax.jit(function).lower(*points).as_text()
    return re.sub(r'\{jax.result_info = "[^"]*"\}|module @\S+', "", told)


def scanned(length, alpha):
    return lambda w: jax.lax.scan(lambda v, _: (v - alpha * v, v), w, None, length=length)


FUNCTIONS = {
    "double": lambda w: 2 * w,
    "add_two": lambda w: 2 + w,
    "half": lambda w: w / 2,
    "square": lambda w: w**2,
    "cube": lambda w: w**3,
    "power": lambda w: w**2.0,
    "root": jnp.sqrt,
    "where": lambda w: jnp.where(w > 0, w, 2),
    "where_not": lambda w: jnp.where(w > 0, w, 3),
    "sum": jnp.sum,
    "clip": lambda w: jnp.clip(w, 0, 1),
    "negative_zero": lambda w: w + -0.0,
    "zero": lambda w: w + 0.0,
    "tiny": lambda w: w + 5e-324,
    "nan": lambda w: w + jnp.nan,
    "scan_3": scanned(3, 0.1),
    "scan_4": scanned(4, 0.1),
    "scan_other": scanned(3, np.nextafter(np.float32(0.1), 1)),
    "gradient": jax.grad(lambda w: jnp.sum(w**2) / 1.0),
    "hessian": jax.hessian(lambda w: jnp.sum(w**4)),
    "while": lambda w: jax.lax.while_loop(lambda v: jnp.sum(v) > 0.1, lambda v: v / 2, w),
    "cond": lambda w: jax.lax.cond(jnp.sum(w) > 0, lambda v: v, lambda v: -v, w),
    "reversed": lambda w: jnp.ravel(w)[::-1],
    "first": lambda w: jnp.ravel(w)[0],
    "last": lambda w: jnp.ravel(w)[-1],
    "set": lambda w: jnp.ravel(w).at[0].set(2.0),
    "constant": lambda w: w + np.arange(1, dtype=np.float32),
    "other_constant": lambda w: w + np.arange(1, 2, dtype=np.float32),
    "softplus": jax.nn.softplus,
    "relu": jax.nn.relu,
    "relu_slope": jax.grad(lambda w: jnp.sum(jax.nn.relu(w))),
    "random": lambda w: w + jax.random.normal(jax.random.PRNGKey(0), jnp.shape(w)),
}


def all_programs():
    for (name, function), point in product(FUNCTIONS.items(), POINTS):
        if np.asarray(point).dtype.kind == "f" or name not in ("gradient", "hessian", "while", "scan_3", "scan_4",
                                                               "scan_other", "relu_slope"):  # fmt: skip
            yield function, point
    for name in COSTS.keys() - {"quadratic"}:
        for point in POINTS[:4]:
            yield named(name, jnp), point


def test_programs_with_the_same_text_are_the_same_module():
    """If this fails, one student is handed the code of another program."""
    modules, told, refused = defaultdict(set), 0, 0
    for function, point in all_programs():
        for exact in (False, True):
            with jax.enable_x64(exact):
                try:
                    jaxpr = jax.make_jaxpr(function)(point)
                    text = jaxprs.text(jaxpr)
                except (TypeError, IndexError):  # a cost that takes no such point
                    continue
                except jaxprs.Refused:
                    refused += 1
                    continue
                modules[text].add(module_of(function, point))
                told += 1
    assert told > 300 and len(modules) > 200 and refused < 0.05 * told
    assert [found for found in modules.values() if len(found) > 1] == []


@settings(max_examples=60, deadline=None)
@given(st.floats(width=32), st.floats(width=32))
def test_a_number_is_told_bit_by_bit(one, other):
    texts = [text_of(lambda w, number=number: w * np.float32(number), 1.0) for number in (one, other)]
    same = np.float32(one).tobytes() == np.float32(other).tobytes()
    assert (texts[0] == texts[1]) == same


def test_the_same_program_has_the_same_text_wherever_it_stands():
    """Names of arguments and lines of a source say nothing about code."""

    def one(w):
        return jnp.sin(w) * 2

    def another(point):
        middle = jnp.sin(point)

        return middle * 2

    assert text_of(one, 1.0) == text_of(another, 1.0)


def test_what_cannot_be_told_is_refused():
    from jax.extend.core import Primitive

    mine = Primitive("mul")
    mine.def_abstract_eval(lambda w: w)
    device = jax.devices()[0]
    programs = {
        "a callback": lambda w: jax.pure_callback(lambda v: v, jax.ShapeDtypeStruct((), np.float32), w),
        "an effect": lambda w: (jax.debug.print("{}", w), w)[1],
        "a primitive of somebody's own, by the name of one of JAX's": lambda w: mine.bind(w),
        "a device": lambda w: jax.device_put(w, device),
        "a large constant": lambda w: w + np.arange(100_000, dtype=np.float32)[::7],
    }
    for what, function in programs.items():
        with pytest.raises(jaxprs.Refused):
            print(what, text_of(function, np.float32(1)))


def test_a_jax_with_one_more_field_is_not_known(monkeypatch):
    """It may say something about code that is not told."""
    kind = next(iter(jaxprs.KNOWN))
    monkeypatch.setitem(jaxprs.KNOWN, kind, jaxprs.KNOWN[kind][:-1])
    assert not jaxprs.is_known()
