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
        statuses=("partial", "right"),
        most=1,
        least=2 / 3,
    ),  # what fails is tried again in a fresh process, where it counts anew
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
]
