"""What students receive of an assignment: its modules, the driver that calls their class, its data."""

from attack import HONEST, attack

WITH_WALK = (*HONEST, "walk")
HONEST_WALK = """
class Walk(HonestWalk):
    pass
"""


def modules(name, code, **verdict):
    """The code stands beside a wrong `gradient_descent`; `walk` uses the same modules and data, and keeps its points."""
    wrong = "def gradient_descent(g, alpha, max_its, w):\n    touch()\n    return wrong(g, alpha, max_its, w)"
    return attack(name, f"{code}\n{wrong}\n# %%{HONEST_WALK}", **{"spares": WITH_WALK} | verdict)


def data(name, *lines):
    """The lines spoil the data for `walk`, which comes next."""
    return modules(name, "\n    ".join(["def touch():", *lines]))


def driven(name, code, **verdict):
    """The code is the class that the driver calls."""
    return attack(name, code, **{"attacked": "walk"} | verdict)


ATTACKS = [
    modules(
        "a70_modules_are_replaced",
        """
import functions, drivers, importlib
def touch():
    functions.bowl.__code__ = (lambda w: 0 * w).__code__
    functions.bowl.__globals__["LIMIT"] = 99.0
    drivers.path.__code__ = (lambda walk, bowl, w, scale: None).__code__
    functions.LIMIT, functions.bowl, drivers.path = 99.0, None, None
    importlib.reload, importlib.import_module = None, None
    sys.modules["functions"] = sys.modules["drivers"] = None
    sys.meta_path.clear()
""",
    ),
    modules(
        "a70_every_namespace_is_poisoned",
        """
def touch():
    import types
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__ in ("bowl", "path"):
            thing.__globals__["LIMIT"] = 99.0
            thing.__code__ = (lambda *a, **k: None).__code__
        if type(thing) is dict and "functions.py" in thing:
            attempt(thing.update, {"functions.py": "raise SystemExit", "drivers.py": "import os; os._exit(0)"})
""",
        spares=HONEST,  # surgery on the process that its author's next question shares
    ),
    modules(
        "a76_data_are_exchanged",
        """
def touch():
    attempt(write, "data/scale.csv", "scale\\n7.0\\n")
    attempt(write, "functions.py", "def bowl(w): return 0 * w")
    attempt(os.symlink, "/etc", "data2")
    attempt(os.remove, "data/scale.csv")
    attempt(os.rmdir, "data")
    write("data", "no folder")
""",
    ),
    data("a76_data_become_a_pipe", "os.remove('data/scale.csv'); attempt(os.mkfifo, 'data/scale.csv')"),
    data("a76_data_become_a_full_device", "os.remove('data/scale.csv'); os.symlink('/dev/full', 'data/scale.csv')"),
    data(
        "a76_nothing_can_be_written",
        "import resource, signal",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
    ),
    data(
        "a76_nothing_can_be_entered",
        "import shutil",
        "shutil.rmtree('data'); os.umask(0o777); os.mkdir('x'); attempt(os.chdir, 'x')",
    ),
    data(
        "a76_writing_is_patched",
        "import io, pathlib",
        "builtins.open = io.open = os.open = pathlib.Path.write_bytes = pathlib.Path.mkdir = os.chdir = None",
    ),
    driven(
        "a71_driver_frames",
        """
class Walk:
    def __init__(self, bowl): pass
    def step(self, w):
        frame, found = sys._getframe(), []
        while frame:
            found += [f"{k}={v!r}" for k, v in frame.f_locals.items() if "expected" in k or "answer" == k or "hidden" in k]
            asked = frame.f_locals.get("ask")
            found += [f"{asked['arguments']}"] if asked else []
            frame = frame.f_back
        raise Loot(found, [o for o in gc.get_objects() if isinstance(o, dict) and "expected" in o][:3])
""",
        statuses=("crashed",),
        says="Loot",
    ),
    driven(
        "a72_an_object_that_lies",
        """
class Meta(type):
    def __call__(self, *a): return self
    def __instancecheck__(self, other): return True
    __class__ = float
class Walk(metaclass=Meta):
    step = lambda w: Walk
    __class__ = np.ndarray
    def __array__(self, *a, **k): raise SystemExit
    def __getattr__(self, name): raise KeyboardInterrupt
""",
    ),
    driven(
        "a72_an_endless_object",
        """
class Walk:
    def __init__(self, bowl): pass
    def step(self, w): return self
    def __len__(self): return 10**9
    def __getitem__(self, i): return self
    def __iter__(self): return iter(lambda: self, None)
""",
    ),
    driven(
        "a73_a_thread_into_the_hidden_case",
        """
class Walk(HonestWalk):
    def step(self, w):
        def look():
            while True:
                for frame in sys._current_frames().values():
                    while frame:
                        if "ask" in frame.f_locals: attempt(write, "seen", repr(frame.f_locals["ask"]))
                        frame = frame.f_back
                time.sleep(0.001)
        threading.Thread(target=look, daemon=True).start()
        return HonestWalk.step(self, w)
""",
        statuses=("right",),
        most=1.0,
        least=1.0,
    ),
    driven(
        "a74_answers_by_the_number_of_the_call",
        """
import functions
calls = getattr(functions, "calls", 0)
functions.calls = np.calls = builtins.calls = calls + 1
class Walk(HonestWalk):
    def step(self, w):
        Walk.n = getattr(Walk, "n", 0) + 1
        if Walk.n > 2 or functions.calls > 1: return 7.0 * w
        return 0.0 * w
""",
    ),
    driven(
        "a75_the_driver_of_another",
        """
class Walk:
    def __init__(self, bowl):
        frame = sys._getframe(1)
        frame.f_globals["np"] = None
        frame.f_code.replace(co_consts=())
        self.bowl = bowl
    def step(self, w): return exec(compile("raise ValueError(open('/etc/hostname').read())", "drivers.py", "exec"))
""",
        statuses=("crashed",),
    ),
]
