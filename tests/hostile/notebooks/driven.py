"""Objects that a driver uses, and what they do to its frames, its arguments and its libraries while it runs."""

from attack import HONEST, attack, within

WALK = (*HONEST, "walk")
RIGHT = {"statuses": ("right",), "most": 1.0, "least": 1.0}
ONCE = {"statuses": ("partial",), "most": 0.5, "least": 0.5}  # of two cases
ENDS = ("wrong", "malformed", "crashed", "timed_out", "out_of_memory")


def driven(name, code, **verdict):
    """The code is the class that the driver calls."""
    return attack(name, code, **{"attacked": "walk", "statuses": ENDS} | verdict)


def steps(name, body, before="", **verdict):
    """The body is that of `step`, of which the driver makes an array with another one."""
    lines = "\n".join(f"        {line}" for line in body.strip("\n").split("\n"))
    return driven(name, f"{before}\nclass Walk(HonestWalk):\n    def step(self, w):\n{lines}", **verdict)


def works_once(name, step, before=""):
    """The class is right for the one object of its first case; a second case is its second object."""
    return steps(name, f"{step}\nreturn HonestWalk.step(self, w)", before, **ONCE)


ATTACKS = [
    steps("a145_array_of_the_frames_around", "f, found = sys._getframe(1), [0.0 * w]\nwhile f:\n    found += [v for v in [*f.f_locals.values(), *f.f_globals.values()] if isinstance(v, np.ndarray) and v.shape == w.shape and not np.array_equal(v, w)]\n    f = f.f_back\nreturn found[-1]", statuses=("wrong",)),
    works_once("a120_class_attribute_that_grows", "Walk.seen = (*getattr(Walk, 'seen', ()), w)\nassert len(Walk.seen) < 3"),
    works_once("a120_list_of_all_objects", "seen.append(w)\nassert len(seen) < 3", "seen = []"),
    works_once("a120_iterator_that_is_used_up", "next(once)", "once = iter(range(2))"),
    works_once("a120_class_that_deletes_itself", "globals().pop('Walk', None)"),
    works_once("a120_function_of_a_library_that_is_used_up", "assert np.used.pop() is None", "np.used = [None] * 2"),
    driven("a124_object_that_counts_its_calls", "class Maker:\n    calls = 0\n    def __call__(self, bowl):\n        self.calls += 1\n        assert self.calls < 2\n        return HonestWalk(bowl)\nWalk = Maker()", **ONCE),
    driven("a124_partial_with_a_list_that_grows", "import functools\ndef make(calls, bowl):\n    calls.append(bowl)\n    assert len(calls) < 2\n    return HonestWalk(bowl)\nWalk = functools.partial(make, [])", **ONCE),
    driven("a124_method_of_one_object", "class Maker:\n    calls = 0\n    def make(self, bowl):\n        self.calls += 1\n        assert self.calls < 2\n        return HonestWalk(bowl)\nWalk = Maker().make", **ONCE),
    driven("a120_first_object_for_all", """
class Walk(HonestWalk):
    one = None
    def __new__(cls, bowl):
        cls.one = cls.one or object.__new__(cls)
        return cls.one
    def __init__(self, bowl):
        self.bowl, self.steps = bowl, getattr(self, 'steps', 0)
    def step(self, w):
        self.steps += 1
        assert self.steps < 3
        return HonestWalk.step(self, w)
""", **ONCE),
    steps("a101_interface_to_nothing", "return O()", "class O:\n    __array_interface__ = {'shape': (2,), 'typestr': '<f8', 'data': (8, False), 'version': 3}"),
    steps("a101_interface_of_a_petabyte", "return O()", "class O:\n    __array_interface__ = {'shape': (10**15,), 'typestr': '<f8', 'data': bytearray(16), 'version': 3}"),
    steps("a101_interface_that_changes", "return O()", "class O:\n    @property\n    def __array_interface__(self):\n        O.n = getattr(O, 'n', 0) + 1\n        return {'shape': (O.n,), 'typestr': '<f8', 'data': bytes(8 * O.n), 'version': 3}"),
    steps("a101_structure_that_is_none", "return O()", "class O:\n    __array_struct__ = 5"),
    steps("a101_list_that_shrinks_while_it_is_copied", "return L([0.0, 1.0])", "class L(list):\n    def __getitem__(self, i):\n        self.clear(); return 0.0\n    def __iter__(self):\n        self.clear(); return iter(())\n    def __len__(self):\n        return 2"),
    steps("a101_entry_that_shrinks_its_list", "rows = [0.0]\nclass E:\n    def __float__(self): rows.clear(); gc.collect(); return 0.0\nrows[:] = [E() for _ in range(2)]\nreturn rows"),
    steps("a101_entry_that_never_is_a_number", "class E:\n    def __float__(self):\n        while True: pass\nreturn [E(), E()]"),
    steps("a101_array_that_frees_itself", "a = np.zeros(2)\nclass E:\n    def __float__(self): a.resize(0, refcheck=False); return 0.0\nreturn np.array([E(), a], dtype=object)"),
    steps("a101_buffer_that_is_released", "m = memoryview(bytearray(16)).cast('d')\nclass E:\n    def __float__(self): m.release(); return 0.0\nreturn [E(), m]"),
    steps("a101_array_priority", "return w.view(P)", "class P(np.ndarray):\n    __array_priority__ = 1e300\n    def __array_function__(self, *a, **k): return 7.0\n    def __array_ufunc__(self, *a, **k): return self"),
    steps("a101_generator_in_an_array", "return (x for x in w)"),
    steps("a101_array_of_itself", "a = np.empty(2, object); a[:] = [a, a]; return a"),
    driven("a102_driver_locals_are_written", """
class Walk(HonestWalk):
    def step(self, w):
        frame = sys._getframe(1)
        attempt(lambda: frame.f_locals.update(one=None, scale=np.zeros(2), w=np.zeros(2)))
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0)) if sys.version_info < (3, 13) else None
        return 0 * w
"""),
    driven("a102_driver_globals_are_written", """
class Walk(HonestWalk):
    def step(self, w):
        names = sys._getframe(1).f_globals
        names.update(np=type('np', (), {'array': staticmethod(lambda rows: np.zeros((2, 2)))}), path=None, __builtins__={})
        return HonestWalk.step(self, w)
""", **ONCE),  # the driver has looked `np.array` up already, and does so again in the next case
    driven("a102_driver_code_is_replaced_while_it_runs", """
import drivers
class Walk(HonestWalk):
    def __init__(self, bowl):
        drivers.path.__code__ = (lambda walk, bowl, w, scale: 1).__code__
        drivers.path.__defaults__ = (1, 2); drivers.path.__kwdefaults__ = {'w': 3}
        HonestWalk.__init__(self, lambda w: 0 * w)
"""),
    driven("a102_bowl_is_replaced_for_later_cases", """
import functions
class Walk(HonestWalk):
    def __init__(self, bowl):
        HonestWalk.__init__(self, bowl)
    def step(self, w):
        result = HonestWalk.step(self, w)
        self.bowl.__globals__['LIMIT'] = functions.LIMIT = 3.0 + getattr(builtins, 'seen', 0)
        builtins.seen = 1
        return result
""", statuses=(*ENDS, "right", "partial"), most=1.0),
    driven("a102_arguments_are_changed", """
class Walk(HonestWalk):
    def step(self, w):
        result = HonestWalk.step(self, w)
        w[:] = 7.0
        return result
"""),
    driven("a102_arguments_are_kept_and_changed_later", """
kept = builtins.__dict__.setdefault('kept', [])
class Walk(HonestWalk):
    def step(self, w):
        for each in kept: attempt(each.fill, 9.0)
        kept.append(w)
        return HonestWalk.step(self, w)
""", statuses=(*ENDS, "right", "partial"), most=1.0),
    driven("a103_raises_in_the_drivers_name", """
class Walk(HonestWalk):
    def step(self, w):
        exec(compile("\\n\\n\\n\\nraise RuntimeError('the driver is broken: staff have to look')", "drivers.py", "exec"), {})
""", statuses=("crashed",)),
    driven("a103_raises_without_a_traceback", """
class Quiet(Exception):
    @property
    def __traceback__(self): return None
    def with_traceback(self, trace): return self
class Walk(HonestWalk):
    def step(self, w):
        raise Quiet('drivers.py').with_traceback(None)
""", statuses=("crashed",)),
    driven("a103_traceback_without_an_end_in_the_driver", """
class Walk(HonestWalk):
    def step(self, w):
        try: 1 / 0
        except ZeroDivisionError as error:
            trace = error.__traceback__
            attempt(setattr, trace, 'tb_next', trace)
            raise error.with_traceback(trace)
""", statuses=("crashed",)),
    driven("a103_module_fault_of_ours", """
class Walk(HonestWalk):
    def step(self, w):
        for name, module in list(sys.modules.items()):
            fault = getattr(module, 'ModuleFault', None)
            if isinstance(fault, type): raise fault('drivers.py, line 5: the assignment is broken')
        raise ValueError
""", statuses=("crashed",)),
    driven("a103_refusals_that_call_it_again", """
class Walk(HonestWalk):
    calls = 0
    def __init__(self, *arguments):
        Walk.calls += 1
        if Walk.calls < 3: raise TypeError('again')
        self.bowl = lambda w: 0 * w
"""),
    driven("a104_class_is_a_module", "import types\nclass Walk(types.ModuleType):\n    def __init__(self, bowl): super().__init__('drivers')\n    def step(self, w): sys.modules['drivers'] = self; return 0 * w"),
    driven("a104_class_is_a_generator", "def Walk(bowl):\n    while True: yield Walk\nWalk = Walk(None)", statuses=(*ENDS, "missing")),
    driven("a104_class_is_a_partial_of_the_driver", "import functools, drivers\nWalk = functools.partial(drivers.path, None)", statuses=(*ENDS, "missing")),
    driven("a104_slots_that_lie", "class Walk:\n    __slots__ = ('bowl', '__dict__')\n    def __init__(self, bowl): object.__setattr__(self, '__class__', Other)\n    def step(self, w): return w\nclass Other:\n    __slots__ = ('bowl', '__dict__')\n    def step(self, w): return 0 * w"),
    driven("a104_subclass_hooks", "class Base:\n    def __init_subclass__(cls, **k): os._exit(0)\n    def __set_name__(self, *a): os._exit(0)\nclass Walk(Base):\n    x = Base()", statuses=(*ENDS, "missing")),
    driven("a104_descriptor_that_never_ends", "class D:\n    def __get__(self, *a):\n        while True: pass\nclass Walk:\n    step = D()\n    def __init__(self, bowl): pass", statuses=("timed_out",)),
    driven("a104_prepares_a_hostile_namespace", "class N(dict):\n    def __missing__(self, name): raise SystemExit\nclass M(type):\n    @classmethod\n    def __prepare__(cls, *a, **k): return N()\nclass Walk(metaclass=M):\n    def step(self, w): return w", statuses=(*ENDS, "missing")),
    driven("a104_deletes_itself", "class Walk(HonestWalk):\n    def __init__(self, bowl):\n        globals().pop('Walk', None); sys.modules['__main__'].__dict__.clear(); HonestWalk.__init__(self, bowl)\n    def step(self, w): return 0 * w"),
    driven("a105_hidden_case_into_the_visible_one", """
import tempfile
class Walk(HonestWalk):
    def step(self, w):
        if w[0] < 1: attempt(write, 'seen', repr(w)); attempt(os.utime, os.__file__, (7131, 3917)); attempt(os.setxattr, os.__file__, 'user.x', b'1')
        return HonestWalk.step(self, w)
""", **RIGHT),
    driven("a105_waits_in_the_hidden_case_alone", """
class Walk(HonestWalk):
    def step(self, w):
        if w[0] < 1: time.sleep(2.0)
        return HonestWalk.step(self, w)
""", **RIGHT),
    driven("a105_ends_in_the_hidden_case_alone", """
class Walk(HonestWalk):
    def step(self, w):
        if w[0] < 1: os._exit(7)
        return HonestWalk.step(self, w)
""", statuses=("right", "partial", "crashed", "wrong"), most=1.0, least=0.4),
    # ── more of the function itself: what is returned, said and left
    within("a106_annotations_that_run", "class A:\n    def __getattribute__(self, name): os._exit(0)", "gradient_descent.__annotations__ = {'g': A(), 'return': A()}", "gradient_descent.__signature__ = 5"),
    attack("a106_signature_that_runs", "class S:\n    parameters = property(lambda self: os._exit(0))\n    def bind(self, *a, **k): os._exit(0)\ndef gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)\ngradient_descent.__signature__ = S()", statuses=(*ENDS, "missing")),
    attack("a106_wrapped_without_an_end", "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)\ngradient_descent.__wrapped__ = gradient_descent"),
    attack("a106_text_signature", "class F:\n    __text_signature__ = '(' * 9000\n    __name__ = property(lambda s: os._exit(0))\n    def __call__(self, *a, **k): return wrong(*a, **k) if len(a) == 4 else wrong(**k)\ngradient_descent = F()"),
    attack("a106_callable_with_code_of_others", "import functools\ndef gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)\ngradient_descent.__code__ = momentum.__code__.replace(co_argcount=4, co_nlocals=momentum.__code__.co_nlocals)"),
    attack("a106_code_with_a_bad_stack", "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)\ngradient_descent.__code__ = gradient_descent.__code__.replace(co_stacksize=1, co_code=bytes([0x64, 0] * 300))"),
    attack("a106_name_in_full_width", "def \uff47radient_descent(g, alpha, max_its, w): return honest(g, alpha, max_its, w)", **RIGHT),
    attack("a106_name_of_other_letters", "def gradi\u0435nt_descent(g, alpha, max_its, w): return honest(g, alpha, max_its, w)", statuses=("missing",)),
    attack("a106_name_behind_a_module_getattr", "def __getattr__(name): return honest", statuses=("missing",)),
    within("a107_reply_that_is_true", "import json\nfor fd in range(3, 64):\n    for at in (True, 1.0, -1, 10**30, None, [1], {}): attempt(lambda: os.write(fd, (lambda b: len(b).to_bytes(8, 'little') + b)(json.dumps({'running': at}).encode())))"),
    within("a107_reply_with_keys_twice", "for fd in range(3, 64):\n    text = b'{\"running\": 0, \"running\": 1}'\n    for size in (4, 8): attempt(os.write, fd, len(text).to_bytes(size, 'big') + text); attempt(os.write, fd, len(text).to_bytes(size, 'little') + text)"),
    within("a107_pipe_is_set_to_wait_for_nobody", "import fcntl\nfor fd in range(3, 64): attempt(fcntl.fcntl, fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND); attempt(fcntl.fcntl, fd, 1031, 4096)", statuses=(*ENDS, "right")),
    within("a107_pipe_is_read_from_the_other_end", "for fd in range(3, 64): attempt(os.dup2, fd, 0); attempt(os.read, fd, 1) if os.isatty(fd) else attempt(os.set_blocking, fd, False)", "threading.Thread(target=lambda: [attempt(os.read, fd, 10**6) for _ in range(10**6) for fd in range(3, 16)], daemon=True).start(); time.sleep(0.3)", spares=()),
    within("a108_keys_of_the_kernel", "libc = ctypes.CDLL(None, use_errno=True)", "raise Loot([libc.syscall(n, 0, 0, 0, 0, 0) for n in (248, 249, 250)])", statuses=("crashed",), says="-1, -1, -1"),
    within("a108_pages_are_locked_and_evicted", "libc = ctypes.CDLL(None)\nlibc.mlockall(3)\nfd = os.open(os.__file__, os.O_RDONLY)\nattempt(os.posix_fadvise, fd, 0, 0, os.POSIX_FADV_DONTNEED)", result="honest"),
    within("a108_real_time", "for n in range(3): attempt(os.sched_setscheduler, 0, n, os.sched_param(1 if n else 0))\nattempt(os.setpriority, os.PRIO_USER, 0, 19); attempt(os.nice, -20)", result="honest", statuses=("right", *ENDS), least=0.0),
    within("a108_renames_what_it_stands_in", "here = os.getcwd()\nattempt(os.rename, here, here + 'x'); attempt(os.rename, os.path.dirname(here), '/tmp/@MARK@'); attempt(os.link, here, '/tmp/@MARK@'); attempt(os.chmod, here, 0); attempt(os.chmod, os.path.dirname(here), 0o777)", result="honest", statuses=("right", *ENDS), least=0.0),
    within("a108_cores_and_dumps", "import resource\nattempt(resource.setrlimit, resource.RLIMIT_CORE, (-1, -1)); attempt(write, '/proc/self/coredump_filter', '0xff'); attempt(write, '/proc/self/oom_score_adj', '-1000')\nctypes.CDLL(None).prctl(4, 1)\nos.abort()", statuses=("crashed", "timed_out", "wrong", "malformed")),
    within("a108_raises_its_limits", "import resource\nfor n in range(16): attempt(resource.setrlimit, n, (-1, -1)); attempt(resource.prlimit, os.getppid(), n, (0, 0))", result="honest"),
    within("a108_times_of_last_access", "for folder, _, names in os.walk(os.path.dirname(np.__file__)):\n    for name in names[:3]: attempt(read, os.path.join(folder, name)); attempt(os.utime, os.path.join(folder, name))\n    if folder.count('/') > 9: break", result="honest"),
    within("a109_answer_of_two_kinds", "class Both(np.ndarray, metaclass=type('M', (type,), {'__eq__': lambda *a: True, '__hash__': type.__hash__})): pass\nreturn np.zeros(6).view(Both), np.zeros(6).view(Both)"),
    within("a109_types_without_an_mro", "T = type('T', (), {})\nctypes.c_void_p.from_address(id(T) + 344).value = 0\nreturn T(), T()"),
    within("a109_records_with_fields_named_like_parts", "return np.zeros(6, [('weights', 'f8'), ('costs', 'f8')])", statuses=(*ENDS, "partial"), most=1.0),
    within("a109_frames_of_polars_and_pandas", "class DataFrame:\n    columns = ['weights', 'costs']; shape = (6, 2); dtypes = [float, float]\n    __module__ = 'pandas.core.frame'\n    def __getitem__(self, n): raise KeyboardInterrupt\n    def to_numpy(self, *a, **k): os._exit(0)\n    values = property(lambda s: os._exit(0))\nreturn DataFrame()"),
    within("a109_tensors_of_torch", "class Tensor:\n    __module__ = 'torch'; requires_grad = True; shape = (6,)\n    def detach(self): return self\n    cpu = numpy = detach\n    __array__ = lambda s, *a, **k: s\nreturn Tensor(), Tensor()"),
    within("a109_units_and_uncertainties", "class Q(np.ndarray):\n    magnitude = property(lambda s: os._exit(0)); nominal_value = value = magnitude\nreturn np.zeros(6).view(Q), np.zeros(6).view(Q)"),
    within("a109_sets_that_are_never_alike", "class H:\n    def __hash__(self): return int(time.time_ns() % 10**9)\nreturn {H() for _ in range(6)}, frozenset(H() for _ in range(6))"),
    within("a109_enumerations_and_flags", "import enum\nE = enum.IntEnum('E', {f'x{i}': i for i in range(6)})\nreturn list(E), E"),
    within("a109_paths_dates_and_decimals", "import pathlib, datetime, decimal, uuid\nreturn [pathlib.Path('/etc/passwd'), datetime.datetime.max, decimal.Decimal('sNaN'), decimal.Decimal('1e999999'), uuid.uuid4(), 1j], [decimal.Decimal(0)] * 6"),
]  # fmt: skip
