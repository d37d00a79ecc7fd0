"""The process ends, on purpose or by accident: it costs one question at most."""

from attack import rows

ENDS = ("crashed", "out_of_memory")

ATTACKS = rows(__file__, globals())
