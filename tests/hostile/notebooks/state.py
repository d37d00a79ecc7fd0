"""State carried from one case to the next earns nothing; memorised public answers earn the public part."""

from attack import attack, within

PUBLIC_ONLY = {"statuses": ("partial",), "most": 2 / 3, "least": 2 / 3}

ATTACKS = [
    attack(
        "a43_public_answers_by_heart",
        """
known = {2.5: lambda *a: honest(*a), 1.3: lambda *a: honest(*a)}
def gradient_descent(g, alpha, max_its, w):
    first = float(np.asarray(w).ravel()[0])
    return known[first](g, alpha, max_its, w) if first in known else wrong(g, alpha, max_its, w)
""",
        **PUBLIC_ONLY,
    ),
    attack(
        "a42_counts_calls",
        """
calls = []
def gradient_descent(g, alpha, max_its, w):
    calls.append((g, alpha, max_its, np.array(w)))
    if len(calls) > 2: raise ValueError(f'the hidden case is {calls}')
    return honest(g, alpha, max_its, w)
""",
        **PUBLIC_ONLY,
    ),  # what fails is tried again in a new process, where the earlier calls are made once more
    attack(
        "a42_tells_later_what_it_saw",
        """
import atexit
seen = []
def gradient_descent(g, alpha, max_its, w):
    seen.append(w)
    attempt(write, 'seen', repr(seen))
    return (repr(seen), repr(seen)) if len(seen) > 2 else honest(g, alpha, max_its, w)
""",
        **PUBLIC_ONLY,
    ),
    within(
        "a52_changes_its_arguments",
        "if hasattr(w, 'shape') and w.shape: w[:] = 0",
        statuses=("wrong", "malformed", "crashed"),
    ),
    attack(
        "a52_changes_its_arguments_afterwards",
        """
def gradient_descent(g, alpha, max_its, w):
    found = honest(g, alpha, max_its, np.array(w) if hasattr(w, 'shape') else w)
    if hasattr(w, 'shape') and w.shape: w[:] = 0
    return found
""",
        statuses=("right",),
        most=1,
        least=1,
    ),
    attack(
        "returns_the_last_answer",
        """
last = [None]
def gradient_descent(g, alpha, max_its, w):
    found, last[0] = last[0], honest(g, alpha, max_its, w)
    return found
""",
        most=0.1,
    ),  # of a case, the costs are right at the weights that it returned
    attack(
        "rebinds_the_other_questions",
        """
def gradient_descent(g, alpha, max_its, w):
    for frame in iter_frames(): 
        for name in ('momentum', 'quartic_minimizer'):
            if name in frame.f_globals: frame.f_globals[name] = None
    globals()['momentum'] = globals()['quartic_minimizer'] = None
    return wrong(g, alpha, max_its, w)
def iter_frames():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back
""",
    ),
    attack(
        "rebinds_code_of_the_other_questions",
        """
def gradient_descent(g, alpha, max_its, w):
    import types
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__ in ('momentum', 'quartic_minimizer'):
            thing.__code__ = (lambda *a, **k: None).__code__
        if isinstance(thing, dict) and callable(thing.get('momentum')) :
            thing['momentum'] = None
    return wrong(g, alpha, max_its, w)
""",
    ),
    attack(
        "random_answers",
        "def gradient_descent(g, alpha, max_its, w):\n    return np.random.rand(max_its + 1), np.random.rand(max_its + 1)",
    ),
    attack(
        "changes_the_cost",
        """
def gradient_descent(g, alpha, max_its, w):
    for ref in gc.get_referrers(g):
        if isinstance(ref, dict):
            for name in list(ref):
                if ref[name] is g and isinstance(name, str): ref[name] = lambda w: 0.0
    attempt(setattr, g, '__wrapped__', lambda w: 0.0)
    return wrong(g, alpha, max_its, w)
""",
        spares=("quartic_minimizer",),
    ),  # surgery on the process that its author's next question shares
    within(
        "lowers_its_own_limits",
        "import resource as r",
        "for limit in (r.RLIMIT_NOFILE, r.RLIMIT_FSIZE, r.RLIMIT_AS): r.setrlimit(limit, (0, 0))",
        result="wrong",
    ),
    within(
        "an_alarm_that_never_stops_raising",
        "def ring(*a): raise ValueError('ring')",
        "signal.signal(signal.SIGALRM, ring)",
        "signal.setitimer(signal.ITIMER_REAL, 0.02, 0.005)",
        result="wrong",
    ),
    within(
        "holds_the_lock_of_python",
        "sys.setswitchinterval(10**6)",
        "threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()",
        result="wrong",
        statuses=("wrong", "malformed", "crashed", "timed_out"),
    ),
    within(
        "speaks_with_the_graders_own_objects",
        """
frame = sys._getframe()
while frame and "self" not in frame.f_locals or type(frame.f_locals.get("self")).__name__ != "Child": frame = frame.f_back
child = frame.f_locals["self"]
child._program[:] = [(1, 1, "momentum = quartic_minimizer = None", 0, "")] * len(child._program)
child._namespaces.clear()
child._caller.functions._functions.clear()
child._say({"loaded": ""})
child.answer = child._call = child._say = None
""",
        spares=("quartic_minimizer",),  # surgery on the process that its author's next question shares
    ),
    within("a_name_like_a_line_of_proc", "ctypes.CDLL(None).prctl(15, b') R 1 1 1 (x')", result="honest"),
]
