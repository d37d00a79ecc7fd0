"""What the interpreter offers to code that wants to be called later, or to change how everything after it computes."""

from attack import HONEST, attack, within

WALK = (*HONEST, "walk")
RAISE = "def boom(*a, **k): raise SystemExit('boom')"
EXIT = "def boom(*a, **k): os._exit(0)"


def awaits(name, *lines, **verdict):
    """A cell waits for what the lines do, and the function needs what comes of it."""
    body = "\n".join(f"    {line}" for line in lines)
    cell = f"import asyncio\nasync def later():\n{body}\n    return 1\nlate = await later()"
    code = f"{cell}\n# %%\ndef gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w * late)"
    return attack(name, code, **verdict)


ATTACKS = [
    within(
        "a90_monitoring_that_raises",
        RAISE,
        "m = sys.monitoring if hasattr(sys, 'monitoring') else None",
        "if m: m.use_tool_id(3, 'x'); m.register_callback(3, m.events.PY_START, boom); m.set_events(3, m.events.PY_START)",
    ),
    within(
        "a90_monitoring_that_rewrites_results",
        "def lie(code, at, value):\n    if isinstance(value, dict): value.update(call={'status': 'returned'}, ticket='0' * 32)",
        "m = sys.monitoring if hasattr(sys, 'monitoring') else None",
        "if m: m.use_tool_id(2, 'x'); m.register_callback(2, m.events.PY_RETURN, lie); m.set_events(2, m.events.PY_RETURN)",
    ),
    within("a90_audit_hook_that_raises", RAISE, "sys.addaudithook(boom)"),
    within("a90_audit_hook_that_ends", EXIT, "sys.addaudithook(boom)"),
    within(
        "a91_faulthandler_on_every_descriptor",
        "import faulthandler",
        "for fd in range(3, 64): attempt(faulthandler.dump_traceback_later, 0.05, True, open(fd, 'w', closefd=False)) if attempt(os.fstat, fd).startswith('os.stat') else None",
        "for fd in range(3, 64): attempt(faulthandler.dump_traceback, fd)",
    ),
    within(
        "a91_alarms_that_never_stop",
        RAISE,
        "signal.signal(signal.SIGALRM, boom); signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)",
    ),
    within(
        "a91_signals_blocked_for_good",
        "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())",
        "while True: time.sleep(1)",
        statuses=("timed_out",),
    ),
    within(
        "a91_pending_calls_without_end",
        "call = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: ctypes.pythonapi.Py_AddPendingCall(call, None))",
        "globals()['keep_' + 'me'] = call",
        "ctypes.pythonapi.Py_AddPendingCall(call, None)",
    ),
    within(
        "a91_exceptions_into_the_main_thread",
        "main = threading.main_thread().ident",
        "def fire():\n    while True: ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(KeyboardInterrupt)); time.sleep(0.001)",
        "threading.Thread(target=fire, daemon=True).start()",
    ),
    within(
        "a92_finalizers_everywhere",
        RAISE,
        "import weakref, atexit",
        "class Late:\n    def __del__(self): globals().setdefault('again', []).append(Late()); raise SystemExit",
        "Late(); atexit.register(boom); gc.callbacks.append(boom); gc.set_threshold(1)",
        "sys.unraisablehook = threading.excepthook = sys.excepthook = sys.displayhook = boom",
    ),
    within(
        "a92_codecs_are_replaced",
        "import codecs",
        "codecs.register(lambda name: codecs.CodecInfo(lambda *a: (b'[]', 0), lambda *a: ('[]', 0), name=name))",
        "for name in ('strict', 'replace', 'backslashreplace', 'surrogateescape'): attempt(codecs.register_error, name, lambda e: ('', 10**9))",
    ),
    within(
        "a92_json_and_base64_lie",
        "import json, base64, binascii, struct",
        "json.dumps = json.JSONEncoder.encode = lambda *a, **k: '{}'",
        "json.encoder.c_make_encoder = json.encoder.encode_basestring_ascii = None",
        "base64.b64encode = binascii.b2a_base64 = lambda *a, **k: b'AAAA'; struct.pack = struct.Struct = None",
    ),
    within("a92_no_integer_has_a_text", "sys.set_int_max_str_digits(640); sys.setswitchinterval(1e9)"),
    within(
        "a92_rounding_and_locale",
        "import locale; libm = ctypes.CDLL(None); attempt(libm.fesetround, 0x800); attempt(locale.setlocale, locale.LC_ALL, 'C')",
        "import decimal; decimal.getcontext().prec = 1; np.seterr(all='raise'); np.seterrcall(lambda *a: os._exit(0))",
    ),
    within(
        "a93_numpy_states",
        "np.set_printoptions(formatter={'all': lambda x: 1 / 0}, threshold=0)",
        "np.seterr(all='call'); np.seterrcall(lambda *a: os._exit(3))",
        "attempt(np.random.set_state, ('MT19937', np.zeros(624, 'u4'), 0)); np.random.seed = np.random.default_rng = None",
        "attempt(setattr, np, 'ndarray', list); attempt(np.setbufsize, 16)",
    ),
    within(
        "a93_jax_states",
        "jax.config.update('jax_disable_jit', True); jax.config.update('jax_debug_nans', True)",
        "jax.config.update('jax_numpy_dtype_promotion', 'strict'); jax.config.update('jax_numpy_rank_promotion', 'raise')",
        "attempt(jax.config.update, 'jax_default_matmul_precision', 'bfloat16'); attempt(jax.clear_caches)",
        "attempt(jax.monitoring.register_event_duration_secs_listener, lambda *a, **k: os._exit(0))",
    ),
    within(
        "a93_callback_of_jax_that_comes_late",
        "def late(x): time.sleep(0.5); os._exit(0)",
        "jax.jit(lambda x: (jax.debug.callback(late, x), x)[1])(1.0)",
    ),
    within(
        "a93_callback_of_jax_that_answers",
        "def late(x): raise SystemExit",
        "return jax.pure_callback(late, jax.ShapeDtypeStruct((), 'float32'), 1.0)",
    ),
    attack(
        "a94_types_that_are_asked_what_they_are",
        """
class Meta(type):
    def __instancecheck__(self, other): os._exit(0)
    __subclasscheck__ = __eq__ = __instancecheck__
    __hash__ = type.__hash__
    mro = lambda self: [self, *type.mro(self)[1:]]
class Number(metaclass=Meta):
    __array__ = __float__ = __len__ = property(lambda self: os._exit(0))
def gradient_descent(g, alpha, max_its, w):
    return [Number()] * (max_its + 1), [Number] * (max_its + 1)
""",
    ),
    attack(
        "a94_numbers_that_are_registered_late",
        """
import numbers
class Forever:
    def __float__(self):
        while True: pass
numbers.Real.register(Forever)
def gradient_descent(g, alpha, max_its, w):
    return [Forever()] * (max_its + 1), [0.0] * (max_its + 1)
""",
        statuses=("timed_out", "malformed"),
    ),
    attack(
        "a94_fractions_of_a_million_digits",
        """
from fractions import Fraction
def gradient_descent(g, alpha, max_its, w):
    huge = Fraction(1 << 40_000_000, 3)
    return [huge] * (max_its + 1), [huge] * (max_its + 1)
""",
    ),
    attack(
        "a94_lists_that_share_and_grow",
        """
def gradient_descent(g, alpha, max_its, w):
    rows = [0.0]
    for _ in range(40): rows = [rows, rows]
    return rows, rows
""",
    ),
    attack(
        "a95_stand_ins_are_replaced",
        """
import tqdm, seaborn
tqdm.tqdm = seaborn.set = os._exit
sys.modules['tqdm'] = sys.modules['IPython'] = sys.modules['pandas'] = 5
display.anything = get_ipython().x = os._exit
def gradient_descent(g, alpha, max_its, w):
    import tqdm
    for _ in tqdm.tqdm(iter(int, 1)): pass
""",
        statuses=("crashed", "timed_out"),
    ),
    attack(
        "a95_a_stand_in_is_no_answer",
        """
import plotly
def gradient_descent(g, alpha, max_its, w):
    return plotly.weights, [plotly.costs] * (max_its + 1)
""",
        statuses=("crashed",),
        says="No module named 'plotly'",
    ),
    attack(
        "a95_a_stand_in_by_another_name",
        """
stand_in = type(display)
class Answer(stand_in):
    __array__ = lambda self, *a, **k: np.zeros(26)
    __float__ = lambda self: os._exit(0)
def gradient_descent(g, alpha, max_its, w):
    return stand_in, stand_in('grader')
""",
    ),
    within(
        "a112_encoder_hooks",
        "import json.encoder, json.decoder\njson.encoder.JSONEncoder.iterencode = json.encoder.JSONEncoder.default = lambda *a, **k: iter(['{}'])\njson._default_encoder = None; json.encoder.ESCAPE_ASCII = None; json.encoder.c_make_encoder = lambda *a: (lambda *b: ('{}',))",
    ),
    within(
        "a112_import_that_never_ends",
        "class L:\n    def acquire(self, *a, **k):\n        while True: time.sleep(1)\n    __enter__ = acquire\n    def __exit__(self, *a): pass\nimport importlib._bootstrap as b\nb._ModuleLockManager.__enter__ = L.acquire; b._get_module_lock = L",
    ),
    within(
        "a112_types_of_the_child_are_patched",
        "import gc\nfor o in gc.get_objects():\n    if isinstance(o, type) and o.__module__.startswith('grader'):\n        for n in list(vars(o)):\n            if n not in ('__dict__', '__weakref__', '__doc__'): attempt(delattr, o, n)",
        spares=(),
    ),
    within(
        "a112_weak_references_call_back",
        "import weakref\nfor o in gc.get_objects()[:20000]:\n    attempt(lambda: globals().setdefault('kept', []).append(weakref.ref(o, lambda r: os._exit(0))))",
    ),
    within(
        "a112_contexts_of_numpy_and_jax",
        "np.errstate(all='raise').__enter__(); jax.enable_x64(True).__enter__() if hasattr(jax, 'enable_x64') else None; jax.default_device(jax.devices()[0]).__enter__(); jax.checking_leaks().__enter__()",
    ),
    within(
        "a112_jax_compiles_something_else",
        "from jax._src import compiler, pjit\nfor m in (compiler, pjit):\n    for n in list(vars(m)):\n        if callable(vars(m)[n]) and not n.startswith('__'): setattr(m, n, lambda *a, **k: None)",
    ),
    awaits("a126_awaits_for_ever", "await asyncio.Event().wait()", statuses=("timed_out",)),
    awaits(
        "a126_task_that_refuses_to_be_cancelled",
        "async def stay():",
        "    while True:",
        "        try: await asyncio.sleep(60)",
        "        except asyncio.CancelledError: pass",
        "asyncio.ensure_future(stay())",
        "await asyncio.sleep(0)",
        statuses=("timed_out",),
    ),
    awaits("a126_is_cancelled_while_it_is_defined", "raise asyncio.CancelledError", statuses=("crashed",)),
    awaits("a126_loop_that_leaves", "asyncio.get_running_loop().call_soon(os._exit, 0)", "await asyncio.sleep(1)"),
    awaits("a126_next_loop_is_its_own", "asyncio.run = asyncio.new_event_loop = lambda *a, **k: os._exit(0)"),
    within("a127_debugger_with_commands", "write('.pdbrc', 'import os;; os._exit(0)\\n')", "breakpoint()"),
    within("a127_terminal_of_its_own", "import curses", "attempt(curses.initscr)"),
    within("a127_opens_a_browser", "import webbrowser", "attempt(webbrowser.open, 'http://127.0.0.1:@TCP@/')"),
    within("a127_map_for_a_profiler", "attempt(getattr(sys, 'activate_stack_trampoline', print), 'perf')"),
    within("a127_console_that_reads", "import code", "attempt(code.interact); raise SystemExit"),
]
