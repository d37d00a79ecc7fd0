"""What a student has: `check` in a notebook, the commands `check` and `doctor`, and the edge of the command line."""

__all__ = ["command_line", "commands", "notebook_check"]
