"""Code that never returns: the parent's clock ends it."""

from attack import rows

LATE = {"statuses": ("timed_out",), "says": "within|too long"}

ATTACKS = rows(__file__, globals())
