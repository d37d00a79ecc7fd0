"""Searches for secrets: keys, other submissions, the grader's memory, tokens, hidden inputs."""

from attack import rows, spy

HIDDEN = "if abs(np.asarray(w).ravel()[0] - 0.7131) < 1e-6: "  # in float32 too: what the arena's hidden case hands over

ATTACKS = rows(__file__, globals())
ATTACKS += [
    spy(
        "a44_parent_in_proc",
        *(f"read(f'/proc/{{os.getppid()}}/{which}')" for which in ("environ", "maps", "mem", "cmdline", "stack")),
        "os.listdir(f'/proc/{os.getppid()}/fd')",
        "os.readlink(f'/proc/{os.getppid()}/cwd')",
        "read('/proc/1/environ')",
        "read(f'/proc/{os.getppid()}/task/{os.getppid()}/environ')",
        says="Permission.*Permission.*Permission",
    ),
]
