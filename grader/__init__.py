"""First-Order Grader: a grader for first-order optimization homework that has itself been graded.

In a notebook: `from grader import check`, then `check("adam")`, or `check()` for everything. On the command line:
`python -m grader --help`.
"""

# Nothing is imported here: `python -m grader` runs this before `__main__` has left the current folder, where a
# student's own typing.py may lie.
TYPE_CHECKING = False  # what type checkers take to be true
if TYPE_CHECKING:
    from grader.frontends.student.notebook_check import check as check

__version__ = "0.2.0"
__all__ = ["check"]


def __getattr__(name: str) -> object:
    """Import `check` when it is first used, so that importing the package costs nothing.

    Its module has another name, because importing a submodule `check` would replace the function by the module.
    """
    if name == "check":
        from grader.base.dependencies import old_python_message

        if words := old_python_message():
            raise ImportError(words)
        from grader.frontends.student.notebook_check import check

        return check
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
