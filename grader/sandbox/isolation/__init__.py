"""The layers of isolation that a child puts on itself: seccomp, Landlock, limits, a user of its own.

Imports nothing of the grader. `sandbox` and the frontends import `layers` alone.
"""
