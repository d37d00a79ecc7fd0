"""`python -m grader`: the command line without an installed command."""

from grader.cli import main

if __name__ == "__main__":
    main()
