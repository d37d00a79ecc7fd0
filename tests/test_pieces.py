"""Code that is found by its program is the code that JAX would have compiled; in doubt JAX goes its own way."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

pieces = pytest.importorskip("grader.pieces", reason="a JAX that grader.pieces does not know")
pytestmark = pytest.mark.skipif(not pieces.is_known(), reason="a JAX that is not made as is known here")
CACHE = {
    "jax_persistent_cache_min_compile_time_secs": 0.0,
    "jax_persistent_cache_min_entry_size_bytes": -1,
    "jax_persistent_cache_enable_xla_caches": "none",
}
POINT = np.array([0.3, -1.7, 2.5], np.float32)


def newton(w, unused):
    """Some of everything: a constant, an argument that nobody reads, several results, an inner loop."""
    steps = jax.lax.scan(lambda v, _: (v - jnp.sin(v) * 0.1, v), w, None, length=7)[1]
    return jnp.where(w > 0, w, 2) * np.arange(3, dtype=np.float32), jnp.sum(w), steps


@pytest.fixture
def folder(tmp_path):
    """JAX's cache and the pieces of what was compiled, read from the second time on; all is put back afterwards."""
    before = {name: getattr(jax.config, name) for name in (*CACHE, "jax_compilation_cache_dir")}
    for name, value in CACHE.items():
        jax.config.update(name, value)
    jax.config.update("jax_compilation_cache_dir", str(tmp_path))
    _forget()
    yield tmp_path
    pieces.stop()
    for name, value in before.items():
        jax.config.update(name, value)
    _forget()


def _forget():
    from jax.experimental.compilation_cache.compilation_cache import reset_cache

    reset_cache()
    jax.clear_caches()


def kept(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("piece-")}


def learned(folder, function, *points):
    pieces.learn(str(folder))
    plain = jax.jit(function)(*points)
    pieces.read(str(folder))
    _forget()
    return plain


def found():
    """A list that grows by one for each piece that is used."""
    heard: list[str] = []
    jax.monitoring.register_event_listener(lambda event, **_: heard.append(event) if event == pieces.USED else None)
    return heard


def equal(one, other):
    return jax.tree.all(jax.tree.map(lambda a, b: a.tobytes() == b.tobytes() and a.aval == b.aval, one, other))


@pytest.mark.parametrize("exact", [False, True])
def test_a_piece_gives_the_same_bits(folder, exact):
    with jax.enable_x64(exact):
        plain = learned(folder, newton, POINT, 1.0)
        before, heard = kept(folder), found()
        assert equal(jax.jit(newton)(POINT, 1.0), plain)
    assert heard and kept(folder) == before


def test_it_is_the_executable_that_jax_would_have_made(folder):
    """Field by field, but for the code itself and the name of the file that the function stands in."""
    _forget()
    plain = jax.jit(newton).lower(POINT, 1.0).compile()._executable._unloaded_executable
    learned(folder, newton, POINT, 1.0)
    ours = jax.jit(newton).lower(POINT, 1.0).compile()._executable._unloaded_executable
    told = [name for name in pieces.EXECUTABLE if name not in ("xla_executable", "all_args_info")]
    assert [name for name in told if getattr(ours, name) != getattr(plain, name) and name != "keepalive"] == []
    assert ours.all_args_info.in_avals == plain.all_args_info.in_avals


def test_who_looks_into_a_piece_finds_what_jax_would_have_lowered(folder):
    learned(folder, newton, POINT, 1.0)
    lowered = jax.jit(newton).lower(POINT, 1.0)
    assert isinstance(lowered._lowering, pieces._Ready)
    assert "stablehlo.sine" in lowered.as_text()
    assert equal(lowered.compile()(POINT, 1.0), jax.jit(newton)(POINT, 1.0))


def test_code_that_calls_foreign_code_is_no_piece(folder):
    """LAPACK is found by what lowering does besides: without it Python crashes."""
    matrix = np.array([[2.0, 1.0], [1.0, 3.0]], np.float32)
    plain = learned(folder, jnp.linalg.eigvalsh, matrix)
    heard = found()
    assert equal(jax.jit(jnp.linalg.eigvalsh)(matrix), plain)
    assert heard == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: jax.default_matmul_precision("highest"),
        lambda: jax.default_device(jax.devices()[0]),
        lambda: jax.numpy_dtype_promotion("strict"),
    ],
)
def test_a_setting_that_was_changed_takes_jaxs_own_way(folder, change):
    plain, heard = learned(folder, jnp.sin, POINT), found()
    with change():
        assert equal(jax.jit(jnp.sin)(POINT), plain)
    assert heard == []


def test_options_and_donated_arguments_take_jaxs_own_way(folder):
    plain, heard = learned(folder, jnp.sin, POINT), found()
    assert equal(jax.jit(jnp.sin, donate_argnums=0)(jnp.array(POINT)), plain)
    assert equal(jax.jit(jnp.sin, compiler_options={"xla_cpu_enable_fast_math": False})(POINT), plain)
    assert equal(jax.jit(jnp.sin)(jax.device_put(POINT, jax.devices()[0])), plain)
    assert len(heard) == 0


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"[0]\nno code at all"])
def test_a_damaged_piece_costs_time_alone(folder, damage):
    plain = learned(folder, newton, POINT, 1.0)
    for path in folder.glob("piece-*"):
        path.write_bytes(damage(path.read_bytes()))
    assert equal(jax.jit(newton)(POINT, 1.0), plain)


def test_code_that_came_from_jaxs_cache_makes_a_piece_too(folder):
    """Written once more by XLA it would lack its functions: JAX's entry is copied."""
    plain = jax.jit(newton)(POINT, 1.0)
    _forget()
    assert equal(learned(folder, newton, POINT, 1.0), plain)
    heard = found()
    assert equal(jax.jit(newton)(POINT, 1.0), plain)
    assert heard


def test_a_function_that_is_made_anew_is_compiled_once(folder):
    """A student's loop that jits a new closure at every call."""
    pieces.read(str(folder))
    compiled: list[str] = []
    jax.monitoring.register_event_duration_secs_listener(
        lambda event, _, **__: compiled.append(event) if event.endswith("backend_compile_duration") else None
    )
    for _ in range(4):
        jax.jit(lambda w: jnp.cos(w) * 3.25)(POINT)
    assert len(compiled) == 1


def test_not_more_than_so_many_are_remembered(folder, monkeypatch):
    """A student's loop that compiles another program at every step."""
    monkeypatch.setattr(pieces, "MOST", 4)
    hooks = pieces._Pieces(folder)
    monkeypatch.setattr("jax._src.interpreters.pxla.lower_sharding_computation", hooks.lower)
    for step in range(10):
        jax.jit(lambda w, step=step: w + step)(POINT)
        assert len(hooks._compiled) <= 4


def test_a_jax_that_is_made_otherwise_is_left_alone(folder, monkeypatch):
    from jax._src.interpreters import pxla

    monkeypatch.setattr(pieces, "LOWER", (*pieces.LOWER, "one_more"))
    pieces.read(str(folder))
    assert pxla.lower_sharding_computation is pieces._LOWER
