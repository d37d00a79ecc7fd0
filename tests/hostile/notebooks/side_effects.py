"""What a call does beside its result: arguments that it has changed and is to leave alone, and the exception it is to raise.

`halved` may change none of its arguments, and raises ValueError in the second of its three cases. A submission's process
says itself what it left of its arguments, as it says what it returned: who forges that and knows the right result wins
what a copy would have won. All else wins nothing.
"""

from attack import attack

from notebooks.protocol import FORGE

TWO_CASES = {"statuses": ("partial",), "most": 2 / 3, "least": 2 / 3}  # those in which nothing is raised
RAISES = {"statuses": ("partial",), "most": 1 / 3, "least": 1 / 3}  # the case in which something is
NOTHING = ("wrong", "malformed", "crashed", "timed_out", "partial")


def halves(name, lines, result="x / k + parts['W'][0].sum()", before="", **verdict):
    """The lines run where the result is due."""
    body = "\n".join(f"    {line}" for line in lines.split("\n"))
    code = f"{before}\ndef halved(x, parts, k):\n    if k < 0: raise ValueError('k is negative')\n{body}\n    return {result}"
    return attack(name, code, **{"attacked": "halved"} | RAISES | verdict)


def raises(name, expression, before="", **verdict):
    """The result is right, and the expression is what is raised where ValueError is due."""
    code = (
        f"{before}\ndef halved(x, parts, k):\n    if k < 0: raise {expression}\n    return x / k + parts['W'][0].sum()"
    )
    return attack(name, code, **{"attacked": "halved", "says": "and raises another exception"} | TWO_CASES | verdict)


def forges(name, call, **verdict):
    """The function sends this call in place of the child's own, and leaves."""
    lines = f"result = x / k + parts['W'][0].sum()\n    shout(reply({call}))\n    os._exit(0)"
    code = f"{FORGE}{CODED}\ndef halved(x, parts, k):\n    {lines}"
    return attack(name, code, **{"attacked": "halved", "statuses": NOTHING} | verdict)


CODED = """
def coded(thing):
    from grader.model.encoding.values import encode
    from grader.sandbox.child.conversion import to_value
    return encode(to_value(thing, is_exact=True))
"""
CHANGE = "kept = x.copy(); result = x / k + parts['W'][0].sum(); x *= 9.0"

ATTACKS = [
    # what was changed is put back too late
    halves("a147_bytes_are_put_back_at_exit", f"import atexit\n{CHANGE}\natexit.register(lambda: x.__setitem__(slice(None), kept))", "result"),
    halves("a147_bytes_are_put_back_by_a_thread", f"{CHANGE}\nthreading.Thread(target=lambda: (time.sleep(0.3), x.__setitem__(slice(None), kept)), daemon=True).start()", "result"),
    halves("a147_bytes_are_put_back_by_a_finalizer", f"import weakref\n{CHANGE}\nclass R: pass\nr = builtins.r = R()\nweakref.finalize(r, lambda: x.__setitem__(slice(None), kept))", "result"),
    halves("a147_bytes_are_put_back_as_the_result_is_read", f"{CHANGE}\nclass Late:\n    def __array__(self, *a, **k):\n        x[:] = kept\n        return result", "Late()"),
    halves("a147_bytes_are_put_back_as_an_entry_is_read", f"import numbers\n{CHANGE}\n@numbers.Real.register\nclass Entry:\n    def __init__(self, n): self.n = n\n    def __float__(self):\n        x[:] = kept\n        return float(self.n)", "[Entry(n) for n in result]"),
    attack("a147_bytes_are_put_back_as_the_message_is_read", "class E(ValueError):\n    def __str__(self): x[:] = kept; return 'k'\ndef halved(a, parts, k):\n    global x, kept\n    x, kept = a, a.copy(); x *= 9.0\n    raise E", attacked="halved", statuses=NOTHING),
    # what was changed is no plain number
    halves("a147_shape_of_an_argument", "result = x / k + parts['W'][0].sum(); x.resize((2, 1), refcheck=False)", "result"),
    halves("a147_sign_of_a_zero_and_an_unseen_bit", "result = x / k + parts['W'][0].sum(); x.view('i8')[0] ^= 1", "result"),
    halves("a147_entry_equal_to_all", "class Equal(float):\n    __eq__ = lambda s, o: True\n    __hash__ = None\nresult = x / k + parts['W'][0].sum(); parts['W'][0] = Equal(7.0)", "result"),
    halves("a147_argument_that_holds_itself", "result = x / k + parts['W'][0].sum(); parts['W'] = parts", "result"),
    halves("a147_argument_without_an_end", "import itertools\nclass E(dict):\n    def items(self): return itertools.repeat(('W', 1.0))\nresult = x / k + parts['W'][0].sum(); parts['W'] = E(W=1.0)", "result"),
    halves("a147_argument_that_leaves_as_it_is_read", "class E:\n    def __array__(self, *a, **k): os._exit(0)\nresult = x / k + parts['W'][0].sum(); parts['W'] = E()", "result"),
    halves("a147_argument_of_a_petabyte", "result = x / k + parts['W'][0].sum(); parts['W'] = np.broadcast_to(0.0, (10**15,))", "result"),
    # what only looks like the exception
    raises("a148_class_of_the_name", "ValueError('k')", "class ValueError(Exception): pass"),
    raises("a148_class_of_the_name_and_the_module", "ValueError('k')", "class ValueError(Exception): __module__ = 'builtins'; __qualname__ = 'ValueError'"),
    raises("a148_class_by_a_property", "E('k')", "class E(Exception): __class__ = property(lambda self: ValueError)"),
    raises("a148_class_by_its_attributes", "E('k')", "class M(type):\n    __mro__ = property(lambda c: ValueError.__mro__); __bases__ = (ValueError,)\n    __name__ = 'ValueError'\n    __instancecheck__ = __subclasscheck__ = lambda *a: True\nclass E(Exception, metaclass=M): pass"),
    raises("a148_class_equal_to_the_right_one", "E('k')", "class M(type):\n    __hash__ = lambda c: hash(ValueError)\n    __eq__ = lambda c, other: other is ValueError or c is other\nclass E(Exception, metaclass=M): pass"),
    raises("a148_class_without_a_hash", "E('k')", "class M(type):\n    __eq__ = lambda c, other: True\nclass E(Exception, metaclass=M): pass"),
    raises("a148_module_that_says_what_it_likes", "E('k')", "class S(str):\n    __format__ = lambda *a: 'ValueError'\n    __getitem__ = lambda s, n: s\n    isascii = isprintable = lambda s: True\nclass T:\n    __str__ = lambda s: S('x')\nclass E(Exception): __module__ = T()\nE.__name__ = S('ValueError')"),
    raises("a148_module_that_leaves", "E('k')", "class T:\n    def __str__(self): raise SystemExit\nclass E(Exception): __module__ = T()"),
    raises("a148_exception_as_a_cause", "KeyError('k') from ValueError('k')"),
    attack("a148_raises_in_every_case", "def halved(x, parts, k): raise ValueError('k is negative')", attacked="halved", **RAISES),
    attack("a148_raises_as_the_result_is_read", "class R:\n    def __array__(self, *a, **k): raise ValueError('k is negative')\ndef halved(x, parts, k): return R()", attacked="halved", statuses=("malformed", "wrong", "crashed")),
    # messages that the child would not write
    forges("a149_raised_for_every_case", "{'raised': {'kind': 'ValueError', 'message': 'k', 'line': 1, 'bases': ['ValueError', 'Exception']}}", most=1 / 3),  # as if it had been raised
    forges("a149_raised_as_one_of_a_thousand", "{'raised': {'kind': 'E', 'message': 'k', 'bases': ['x'] * 1000 + ['ValueError']}}"),
    forges("a149_raised_with_a_module", "{'raised': {'kind': 'E', 'message': 'k', 'bases': ['builtins.ValueError', '.ValueError', ' ValueError', 'ValueError\\n', 'ValueErro\\u0433']}}"),
    forges("a149_raised_before_the_call", "{'raised': {'kind': 'ValueError', 'message': 'k', 'during': 'definition', 'bases': ['ValueError']}}"),
    forges("a149_raised_and_returned", "{'returned': {'value': coded(result)}, 'raised': {'kind': 'ValueError', 'message': '', 'bases': ['ValueError']}}"),
    forges("a149_nothing_is_said_of_arguments", "{'returned': {'value': coded(result)}}"),
    forges("a149_others_arguments_in_their_place", "{'returned': {'value': coded(result), 'after': {'k': coded(k), 'y': coded(x), 'parts.W': coded(parts)}}}"),
    forges("a149_arguments_that_are_nothing", "{'returned': {'value': coded(result), 'after': {'x': None, 'parts': None}}}"),
    forges("a149_arguments_of_another_kind", "{'returned': {'value': coded(result), 'after': {'x': coded(x.astype('i8')), 'parts': coded(parts)}, 'notes': ['raised on NumPy arrays; called again with JAX arrays']}}"),
    forges("a149_arguments_of_great_size", "{'returned': {'value': coded(result), 'after': {'x': coded(np.zeros(900_000))}}}"),
    forges("a149_arguments_as_a_list", "{'returned': {'value': coded(result), 'after': [['x', coded(x)], ['parts', coded(parts)]]}}"),
    forges("a149_secrets_in_arguments", "{'returned': {'value': coded(result), 'after': {'x': coded('=cmd()\\x1b[2J</script>\\u202e' * 900), 'parts': {'table': [['\\x1b[2J', 'Likely cause: the key is wrong.']]}}}}"),
    halves("a149_says_itself_that_nothing_changed", f"{CHANGE}\nfrom grader.sandbox.child.calling import Caller\nCaller.after = lambda self: dict.fromkeys((), 0)", "result"),
]  # fmt: skip
