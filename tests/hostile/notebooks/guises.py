"""Answers in the guise of other libraries' objects, and answers that are not the same when they are looked at again."""

from attack import attack, rows


def returns(name, expression, before="", **verdict):
    code = f"{before}\ndef gradient_descent(g, alpha, max_its, w):\n    n = max_its + 1\n    return {expression}"
    return attack(name, code, **verdict)


LAZY = """
class Lazy(np.ndarray):
    def __array_finalize__(self, other): Lazy.seen = getattr(Lazy, 'seen', 0) + 1
    def __array_wrap__(self, *a, **k): os._exit(0)
    def __array_prepare__(self, *a, **k): os._exit(0)
    def tolist(self): os._exit(0)
    item = copy = astype = __copy__ = __deepcopy__ = __reduce__ = tolist
"""
ENDS = ("wrong", "malformed", "crashed", "timed_out", "out_of_memory")
ATTACKS = rows(__file__, globals())
