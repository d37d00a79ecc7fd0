"""A submission -> a transcript: its functions are run in a child process that holds no answer.

`isolation` has the layers that the child puts on itself, `child` everything that shares a process with student code,
`cache` what is compiled ahead. Never imports `judging`, `authoring` or `course`. See README.md beside this file.
"""

__all__ = [
    "allowance", "cache", "child", "confined_process", "environment", "isolation", "outcomes", "probe", "session",
    "transcribe",
]  # fmt: skip
