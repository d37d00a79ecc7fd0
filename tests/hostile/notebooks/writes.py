"""Changes of other people's files, and traps in the job's folder for the cleanup."""

from attack import rows, spy

WRITE = "attempt(write, '@RESULTS@/results.json', '{\"score\": 100}')"
REFUSED = "Permission.*Permission"

ATTACKS = rows(__file__, globals())
ATTACKS += [
    spy(
        "writes_everywhere",
        *(
            f"write('{place}')"
            for place in (
                "/tmp/@MARK@",
                "/dev/shm/@MARK@",
                "/var/tmp/@MARK@",
                "@OPEN@/new",
                "@REPO@/@MARK@",
                "/etc/@MARK@",
                "../@MARK@",
                "/proc/self/mem",
                "/proc/sys/kernel/core_pattern",
            )
        ),
        says=REFUSED,
    ),
]
