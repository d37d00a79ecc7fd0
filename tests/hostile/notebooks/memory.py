"""Bombs and floods: memory, processes, disk, output, replies."""

from attack import rows

FULL = ("crashed", "out_of_memory", "timed_out")

ATTACKS = rows(__file__, globals())
