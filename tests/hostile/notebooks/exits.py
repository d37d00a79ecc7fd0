"""The process ends, on purpose or by accident: it costs one question at most."""

from attack import attack, within

ENDS = ("crashed", "out_of_memory")

ATTACKS = [
    within("a01_sys_exit", "sys.exit(0)", statuses=("crashed",), says="SystemExit"),
    attack(
        "a02_os_exit_in_a_cell",
        "limit = os._exit(0) or 5\ndef gradient_descent(g, alpha, max_its, w):\n    return limit",
        statuses=("crashed",),
        says="ell 3",
    ),
    attack(
        "a02_os_exit_in_an_unneeded_cell",
        "os._exit(0)\n# %%\ngradient_descent = honest",
        statuses=("right",),
        most=1,
        least=1,
    ),
    within("a03_os_exit_in_the_call", "os._exit(0)", statuses=("crashed",), says="ended Python"),
    within(
        "a38_recursion_without_limit",
        "sys.setrecursionlimit(10**9)",
        "f = lambda x: f([x])",
        "f(1)",
        statuses=(*ENDS, "timed_out"),
    ),
    within("a38_recursion", "f = lambda: f()", "f()", statuses=("crashed",), says="RecursionError"),
    within("a38_low_recursion_limit", "sys.setrecursionlimit(60)", result="wrong"),
    within("a39_segfault", "ctypes.string_at(0)", statuses=("crashed",), says="SIGSEGV"),
    within("abort", "os.abort()", statuses=("crashed",), says="SIGABRT"),
    within("kills_itself", "os.kill(os.getpid(), signal.SIGKILL)", statuses=("crashed",), says="did that to itself"),
    within("keyboard_interrupt", "raise KeyboardInterrupt", statuses=("crashed",), says="KeyboardInterrupt"),
    within("own_base_exception", "class Out(BaseException): pass", "raise Out('x')", statuses=("crashed",), says="Out"),
    within("atexit_exits", "import atexit", "atexit.register(os._exit, 7)", result="honest"),
    within(
        "alarm_rings_later",
        "signal.setitimer(signal.ITIMER_REAL, 0.05)",
        result="honest",
        statuses=("right", "partial", "crashed"),
        least=0.0,
    ),
    within(
        "thread_exits_later",
        "threading.Timer(0.05, os._exit, [0]).start()",
        result="honest",
        statuses=("right", "partial", "crashed"),
        least=0.0,
    ),
    within(
        "kills_itself_on_the_hidden_case",
        "if abs(np.asarray(w).ravel()[0] - 0.7131) < 1e-9: os._exit(3)",
        result="honest",
        statuses=("partial",),
        most=2 / 3,
        least=2 / 3,
    ),
]
