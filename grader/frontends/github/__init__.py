"""What grades a student's repository on GitHub: with Classroom 50, or with a workflow of its own.

Whoever can push to a repository reads what its workflows can, so only the student's key comes here: visible cases.
"""

__all__ = ["checkout", "command", "release_body", "result_json"]
