"""Attacks that outlive the run or attack the grading process."""

from attack import rows, spy

ATTACKS = rows(__file__, globals())
ATTACKS += [
    spy(
        "a30_ignores_the_parents_death_by_wide_number",
        *(
            f"libc.syscall(157, ctypes.c_ulong(1 << 32 | {option}), ctypes.c_ulong({value}), 0, 0, 0)"
            for option, value in ((1, 0), (4, 1))
        ),
        before="libc = ctypes.CDLL(None)",
        says=r"Loot.*-1.*-1",
    ),
]
