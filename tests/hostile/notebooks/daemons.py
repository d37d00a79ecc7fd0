"""Attacks that outlive the run or attack the grading process."""

from attack import spy, within

ATTACKS = [
    within(
        "a30_daemon",
        """
try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for n in range(1, 65): attempt(signal.signal, n, signal.SIG_IGN)
            while True:
                time.sleep(0.05)
                attempt(write, '@RESULTS@/results.json')
        os._exit(0)
except OSError: pass
""",
    ),
    spy(
        "a30_new_session",
        "os.setsid()",
        "os.setpgid(0, 0)",
        "libc.syscall(435, ctypes.create_string_buffer(88), 88)",
        "libc.syscall(56, 17, 0, 0, 0, 0)",
        before="libc = ctypes.CDLL(None)",
        says="Permission.*Permission.*-1.*-1",
    ),
    within(
        "a30_ignores_the_parents_death",
        "libc = ctypes.CDLL(None)",
        "libc.prctl(1, 0)",
        "libc.prctl(36, 1)",
        "libc.prctl(4, 1)",
        result="honest",
    ),
    spy(
        "a30_ignores_the_parents_death_by_wide_number",
        *(
            f"libc.syscall(157, ctypes.c_ulong(1 << 32 | {option}), ctypes.c_ulong({value}), 0, 0, 0)"
            for option, value in ((1, 0), (4, 1))
        ),
        before="libc = ctypes.CDLL(None)",
        says=r"Loot.*-1.*-1",
    ),
    spy(
        "a51_kills_the_parent",
        "os.kill(os.getppid(), 9)",
        "os.kill(os.getppid(), 19)",
        "os.kill(-1, 9)",
        "os.killpg(0, 9)",
        "os.kill(0, 9)",
        "signal.pidfd_send_signal(os.open(f'/proc/{os.getppid()}', os.O_RDONLY), 9)",
        "libc.syscall(200, os.getppid(), 9)",
        "libc.syscall(234, os.getppid(), os.getppid(), 9)",
        "libc.syscall(129, os.getppid(), 9, 0)",
        before="libc = ctypes.CDLL(None)",
        says="Permission.*Permission.*Permission",
    ),
    spy(
        "a51_limits_the_parent",
        "r.prlimit(os.getppid(), r.RLIMIT_CPU, (3600, 3600))",
        "r.prlimit(os.getppid(), r.RLIMIT_NOFILE, (8, 8))",
        "r.prlimit(os.getppid(), r.RLIMIT_FSIZE, (0, 0))",
        before="import resource as r",
        says="Permission.*Permission.*Permission",
    ),
    spy(
        "a51_slows_the_parent",
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.sched_setaffinity(os.getppid(), [0])",
        "os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0))",
        "libc.syscall(251, 1, os.getppid(), 3 << 13)",
        before="libc = ctypes.CDLL(None)",
        says="Permission.*Permission.*Permission",
    ),
    spy(
        "a51_signals_by_descriptor",
        "f.fcntl(a, f.F_SETOWN, os.getppid())",
        "f.fcntl(a, 10, 9)",
        "f.fcntl(a, f.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)",
        "os.write(b, b'x')",
        before="import fcntl as f\na, b = os.pipe()",
        says="Permission.*Permission",
    ),
    spy(
        "a51_out_of_memory_first_for_the_parent",
        "write(f'/proc/{os.getppid()}/oom_score_adj', '1000')",
        "write('/proc/self/oom_score_adj', '-1000')",
        says="Permission",
    ),
]
