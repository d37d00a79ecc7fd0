"""The command line, without an installed command too: `python -m grader`.

The commands that run one submission in this process begin to import JAX in another one before anything else is done
here: half of what they take is that.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from grader.base import dependencies as packages
from grader.processes import fork_server as zygote

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN_HERE = frozenset(["check", "grade", "gradescope"])
RUN_ELSEWHERE = frozenset(["--jobs", "--scheduler", "--help", "-h"])


def runs_here(arguments: Sequence[str]) -> bool:
    """Whether these words will run a submission in this very process. A guess: a wrong one costs time alone."""
    words = {word.partition("=")[0] for word in arguments}
    return bool(RUN_HERE & set(arguments[:1])) and not words & RUN_ELSEWHERE


def main() -> None:
    """Do what the command line says."""
    if runs_here(sys.argv[1:]):
        zygote.ahead()
    try:
        from grader.frontends.student.command_line import main
    except ModuleNotFoundError as error:
        if not (words := packages.missing(error)):
            raise
        print(words, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    main()


if __name__ == "__main__":
    main()
