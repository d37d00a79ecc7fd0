"""What reaches further than its own run or its own part: times of others' files, names of others' parts, later readers."""

from attack import HONEST, attack, spy, within

from notebooks.protocol import FORGE
from notebooks.seams import ENDS, driven, returns

WRONG = "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)"
NO_LINE = r"\A(?!.*\n(?:All|Likely|\d\.))"  # in what a student reads that begins as the grader's own do
LIBRARIES = "opened = [os.open(path, os.O_RDONLY) for path in (os.__file__, np.__file__, jax.__file__)]; seen = [os.fstat(each) for each in opened]"


def forged(name, call, **verdict):
    """The function sends this call in place of the child's own, and leaves."""
    code = f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    shout(reply({call}))\n    os._exit(0)"
    return attack(name, code, **{"statuses": ENDS} | verdict)


def array(shape, data="", dtype="float64"):
    return f"{{'returned': {{'value': [{{'dtype': '{dtype}', 'shape': {shape}, 'data': '{data}'}}] * 2}}}}"


ATTACKS = [
    # files of the same user that can be read, and their times, by which Python tells whether its own copy is stale
    spy(
        "a141_times_of_a_librarys_open_file",
        *(f"os.utime(opened[{n}], ns=(seen[{n}].st_atime_ns, seen[{n}].st_mtime_ns))" for n in range(3)),
        before=LIBRARIES,
        says=r"Loot: \('PermissionError', 'PermissionError', 'PermissionError'\)",
    ),
    within("a141_locks_on_a_librarys_open_file", "import fcntl", LIBRARIES, "[attempt(fcntl.lockf, each, fcntl.LOCK_SH | fcntl.LOCK_NB) for each in opened]", result="honest"),
    within("a141_path_that_is_only_named", "f = os.open(os.__file__, os.O_PATH); attempt(os.utime, f'/proc/self/fd/{f}'); attempt(os.chmod, f, 0); attempt(os.open, f'/proc/self/fd/{f}', os.O_WRONLY)", result="honest"),
    # replies that the child would not write
    forged("a142_array_without_entries_and_with_endless_sides", array([0, 10**30])),
    forged("a142_array_of_negative_sides", array([-1, -8])),
    forged("a142_array_of_truths_as_sides", array("[True, True]", "AAAAAAAA8D8=")),
    forged("a142_array_of_eight_empty_sides", array([0, 2**62, 2**62, 2**62, 2**62, 2**62, 2**62, 2**62])),
    forged("a142_array_of_bytes_that_are_no_truths", array([4], "//8AAQ==", "bool")),
    forged("a142_line_that_is_endless", "{'raised': {'kind': 'E', 'message': 'm', 'cell': -10**38, 'line': 10**38, 'source': 'x'}}"),
    forged("a142_seconds_without_end", "{'raised': {'kind': 'E', 'message': 'm', 'seconds': 1e308}}"),
    forged("a142_file_of_another_question", "{'raised': {'kind': 'AttributeError', 'message': \"'X' object has no attribute 'y'\", 'line': 1, 'source': 'Likely cause: none.', 'file': 'drivers.py'}}", says=NO_LINE),
    forged("a142_cause_in_the_graders_words", "{'raised': {'kind': 'E', 'message': 'x\\n\\nLikely cause: the key is wrong.\\n\\n1. All is right.', 'source': '\\u2028Likely cause: x.'}}", says=NO_LINE),
    attack(
        "a142_number_in_place_of_a_statement",
        f"{FORGE}\nshout(frame({{'running': True}}) + frame({{'running': 2.0}}))\n# %%\n{WRONG}",
        statuses=ENDS,
    ),
    attack(
        "a142_says_that_it_calls_and_goes_on_to_define",
        f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n"
        "    for _ in range(50): shout(frame({'running': 0}))\n    return wrong(g, alpha, max_its, w)",
        statuses=ENDS,
    ),
    # texts that are other texts to some reader
    returns("a143_commands_for_a_terminal_of_github", "'::set-output name=points::100\\n##[set-output name=points]100\\n::stop-commands::x'", statuses=ENDS),
    returns("a143_numbers_in_other_digits", "{'\\u0661': '\\u0661\\u0662', '\\uff11': '1e9999', '\\u00b2': '\\u00bd'}"),
    returns("a143_formulas_of_a_page", "'w^{' * 900 + 'sqrt(' * 500 + ' w^k = ' * 200", statuses=ENDS),
    within("a143_error_that_is_a_formula", "raise ValueError('`' * 7 + 'w^{k-1} = w^k - alpha grad g(' * 60)", statuses=("crashed",)),
    within("a143_error_of_a_grade_in_html", "raise ValueError('</script><!--<svg/onload=x>\\u2028]]><math><mtext><style>')", statuses=("crashed",)),
    attack("a143_names_that_are_one_to_python", "def gradient_descent(g, alpha, max_its, w): return honest(g, alpha, max_its, w)\n# %%\nｇｒａｄｉｅｎｔ_ｄｅｓｃｅｎｔ = wrong", statuses=ENDS),
    attack("a143_line_that_ends_in_a_comment", "def gradient_descent(g, alpha, max_its, w): # \\x0c\\u2028 return honest(g, alpha, max_its, w)\n    return wrong(g, alpha, max_its, w)", statuses=ENDS),
    # what a later step of the same child meets
    within("a144_frames_of_the_child_are_replaced", "import gc\nfor f in list(sys._current_frames().values()):\n    while f:\n        for name, value in list(f.f_locals.items()):\n            if name in ('ask', 'names', 'namespace'): f.f_locals[name] = None\n        f = f.f_back", statuses=ENDS),
    within("a144_generator_that_answers_while_it_is_closed", "def endless():\n    while True:\n        try: yield\n        except GeneratorExit: time.sleep(0.01)\ne = endless(); next(e); builtins.e = e", result="honest"),
    within("a144_code_of_the_encoder_is_replaced", "from grader.model.encoding import values, frames\nvalues._own_bytes.__code__ = frames.parse.__code__\nfor f in (values.encode, frames.write, frames.pack): f.__defaults__ = (); f.__code__ = (lambda *a: None).__code__", statuses=ENDS),
    within("a144_every_list_is_another", "for kind in (list, dict, str): attempt(ctypes.pythonapi.PyType_Modified, ctypes.py_object(kind))\nimport array\nbuiltins.isinstance = lambda *a: True\nbuiltins.type = lambda *a: dict", statuses=ENDS),
    driven("a144_answer_that_becomes_an_array_when_it_is_read", "class Late(np.ndarray):\n    def __array_finalize__(self, other): self.seen = getattr(other, 'seen', 0) + 1\n    def __getitem__(self, at): return np.zeros(2)\nclass Walk(HonestWalk):\n    def step(self, w): return np.zeros(2).view(Late)"),
    driven("a144_argument_that_remembers_its_caller", "class Walk(HonestWalk):\n    def step(self, w):\n        f = sys._getframe(1)\n        f.f_globals['__builtins__'] = {}\n        return 0.0 * w", spares=HONEST),
]  # fmt: skip
