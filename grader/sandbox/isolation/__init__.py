"""The layers of isolation that a child puts on itself: seccomp, Landlock, limits, a user of its own.

A new layer is one function in `confinement`. Imports nothing of the grader; `sandbox` and the frontends import it.
"""

__all__ = ["confinement", "landlock", "missing", "profiles"]
