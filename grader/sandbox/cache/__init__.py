"""The compilation cache: what is compiled ahead for everybody, and the process that compiles it.

Nothing in it follows from a solution. `authoring`, `course` and `frontends` import `warming`; `operations` runs in its
own process.
"""

__all__ = ["warming"]
