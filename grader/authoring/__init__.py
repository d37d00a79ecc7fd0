"""An assignment's folder -> key, handout, proof and release, on the instructor's machine.

The only package that imports `reference`, in its packages `answers` and `proving`. `frontends.staff` imports it.
"""

__all__ = [
    "auditing",
    "cache",
    "compiler",
    "course_exercises",
    "importing",
    "new",
    "proving",
    "reading",
    "release",
    "schema",
]
