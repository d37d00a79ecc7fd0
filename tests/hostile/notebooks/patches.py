"""Patches of the interpreter and of libraries: the wrong answer stays wrong, and the next question is unaffected."""

from attack import rows

PATCHED = "np.allclose = np.isclose = np.array_equal = np.isfinite = lambda *a, **k: True"

ATTACKS = rows(__file__, globals())
