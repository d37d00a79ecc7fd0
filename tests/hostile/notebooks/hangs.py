"""Code that never returns: the parent's clock ends it."""

from attack import attack, within

LATE = {"statuses": ("timed_out",), "says": "within|too long"}

ATTACKS = [
    within("a04_endless_loop", "while True: pass", **LATE),
    within(
        "a05_endless_and_deaf",
        """
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except Exception: pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    try:
        while True: pass
    except BaseException: pass
""",
        **LATE,
    ),
    attack(
        "a06_sleep_in_a_cell",
        "nap = time.sleep(600)\ndef gradient_descent(g, alpha, max_its, w):\n    return nap",
        statuses=("timed_out",),
        says="ell 3",
    ),
    within("a07_one_long_call_in_c", "x = 3 ** (10 ** 9)", statuses=("timed_out", "out_of_memory", "crashed")),
    within(
        "a07_endless_loop_in_xla",
        "jax.lax.while_loop(lambda x: x < 100, lambda x: (x + 1) % 7, 0).block_until_ready()",
        **LATE,
    ),
    within(
        "a07_endless_loop_in_xla_behind_the_scenes", "jax.lax.while_loop(lambda x: x < 100, lambda x: (x + 1) % 7, 0)"
    ),
    within("a40_hash_flooding", "{i * (2**61 - 1): i for i in range(10**6)}", statuses=("timed_out", "out_of_memory")),
    within("catastrophic_pattern", "import re", "re.match(r'(a+)+$', 'a' * 64 + 'b')", **LATE),
    within("deadlock", "lock = threading.Lock()", "lock.acquire()", "lock.acquire()", **LATE),
    within("stops_itself", "os.kill(os.getpid(), signal.SIGSTOP)", **LATE),
    within("a36_input", "input('alpha? ')", statuses=("crashed",), says="EOFError"),
    within("a36_reads_standard_input", "sys.stdin.read()", "os.read(0, 10)", result="honest"),
    attack(
        "a53_endless_generator",
        "def gradient_descent(g, alpha, max_its, w):\n    while True:\n        yield w",
        statuses=("malformed",),
        says="generator",
    ),
    attack(
        "a53_endless_iterable",
        """
class Endless(list):
    def __iter__(self):
        while True: yield 1.0
    def __len__(self): return 10**12
def gradient_descent(g, alpha, max_its, w):
    return Endless([1.0]), Endless()
""",
    ),
    within("a61_thread_never_ends", "threading.Thread(target=lambda: time.sleep(10**6)).start()", result="honest"),
    within(
        "a61_busy_threads",
        "for _ in range(3): threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()",
        result="honest",
        statuses=("right", "timed_out", "partial"),
        least=0.0,
    ),
    attack(
        "exception_text_never_ends",
        """
class Slow(Exception):
    def __str__(self):
        while True: pass
def gradient_descent(g, alpha, max_its, w):
    raise Slow
""",
        **LATE,
    ),
]
