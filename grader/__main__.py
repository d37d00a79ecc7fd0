"""The command line as `python -m grader`, which works without an installed command too.

Commands that run one submission in this process first start to import JAX in another process, because that takes half
of their time.
"""

import os
import sys

# `python -m` puts the current folder first, where an author's or a student's own random.py or reference.py may lie.
# Nothing is imported before it is gone, not even `__future__`; the two modules above are there when Python starts. The
# folder that holds this package, as a student's does, comes last; any other goes.
if sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109  pathlib would import what may lie there
    del sys.path[0]
    if __file__ == os.path.join(os.getcwd(), "grader", "__main__.py"):  # noqa: PTH109, PTH118
        sys.path.append(os.getcwd())  # noqa: PTH109

from collections.abc import Sequence

from grader.base import dependencies

RUN_HERE = frozenset(["check", "grade", "gradescope"])
RUN_ELSEWHERE = frozenset(["--jobs", "--help", "-h"])


def runs_here(arguments: Sequence[str]) -> bool:
    """Whether these arguments run a submission in this process. A guess: a wrong one costs nothing but time."""
    words = {word.partition("=")[0] for word in arguments}
    return bool(RUN_HERE & set(arguments[:1])) and not words & RUN_ELSEWHERE


def main() -> None:
    """Do what the command line says."""
    if words := dependencies.old_python_message() or dependencies.foreign_package_message():
        sys.exit(words)
    if runs_here(sys.argv[1:]):
        from grader.processes.fork_server import shared_fork_server_on_linux

        shared_fork_server_on_linux()
    try:
        from grader.frontends.student.command_line import main
    except ModuleNotFoundError as error:
        if not (words := dependencies.missing_package_message(error)):
            raise
        print(words, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    main()


if __name__ == "__main__":
    main()
