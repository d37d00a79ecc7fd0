"""Patches of the interpreter and of libraries: the wrong answer stays wrong, and the next question is unaffected."""

from attack import attack, within

PATCHED = "np.allclose = np.isclose = np.array_equal = np.isfinite = lambda *a, **k: True"

ATTACKS = [
    within(
        "a19_patched_comparisons",
        PATCHED,
        "np.testing.assert_allclose = lambda *a, **k: None",
        "np.abs = np.max = np.linalg.norm = lambda *a, **k: 0.0",
    ),
    attack("a19_patched_comparisons_in_a_cell", f"{PATCHED}\ngradient_descent = wrong"),
    within(
        "a20_poisoned_modules",
        """
import types
for name in ('json', 'base64', 'numpy', 'jax', 'jax.numpy', 'grader', 'grader.model.encoding.values', 'grader.model.encoding.frames', 'math'):
    sys.modules[name] = types.ModuleType(name)
""",
    ),
    within("a20_no_modules", "sys.modules.clear()"),
    within(
        "a20_import_hook",
        """
class Finder:
    def find_spec(self, name, path=None, target=None): os._exit(0)
sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, Finder())
sys.path[:] = ['/nowhere']
""",
    ),
    within(
        "a21_patched_builtins",
        """
builtins.len = builtins.sum = builtins.max = lambda *a, **k: 0
builtins.isinstance = builtins.issubclass = lambda *a: True
builtins.type = builtins.print = builtins.range = builtins.float = builtins.list = lambda *a, **k: None
""",
    ),
    within("a21_no_builtins", "builtins.__dict__.clear()"),
    within("a21_no_imports", "builtins.__import__ = None"),
    within("a49_patched_grad", "jax.grad = lambda f, *a, **k: (lambda w: 0 * w)"),
    attack(
        "a49_patched_grad_in_a_cell",
        """
plain = jax.grad
jax.grad = lambda f, *a, **k: (lambda w: 0 * w)
def gradient_descent(g, alpha, max_its, w):
    return wrong(g, alpha, max_its, w)
""",
        statuses=("wrong", "malformed", "crashed"),
        spares=("quartic_minimizer",),
    ),  # momentum reads this `jax.grad` too
    within(
        "a49_patched_numpy",
        "np.array = np.asarray = jnp.array = jnp.asarray = lambda *a, **k: 0.0",
        "np.float64 = str",
        "np.cbrt = np.sqrt = lambda x: 0.0",
    ),
    within(
        "a49_patched_primitives",
        """
from jax.interpreters import ad
for rules in (ad.primitive_jvps, ad.primitive_transposes): rules.clear()
""",
    ),
    within("a49_patched_array_class", "type(jnp.ones(2)).__array__ = lambda self, *a, **k: np.zeros(2)"),
    within(
        "a50_jax_flags",
        """
jax.config.update('jax_enable_x64', True)
jax.config.update('jax_disable_jit', True)
jax.config.update('jax_debug_nans', True)
""",
        result="honest",
    ),
    within(
        "a50_jax_strictness",
        """
for name, value in {'jax_numpy_dtype_promotion': 'strict', 'jax_numpy_rank_promotion': 'raise', 'jax_transfer_guard': 'disallow',
                    'jax_debug_infs': True, 'jax_check_tracer_leaks': True, 'jax_default_device': 'gpu'}.items():
    attempt(jax.config.update, name, value)
""",
    ),
    within("a50_jax_nowhere", "jax.config.update('jax_platforms', 'gpu')", "jax.clear_caches()"),
    within(
        "a50_no_trace_left",
        "jax.clear_backends() if hasattr(jax, 'clear_backends') else jax.extend.backend.clear_backends()",
    ),
    within(
        "errors_from_numpy",
        "np.seterr(all='raise')",
        "import warnings",
        "warnings.simplefilter('error')",
        result="honest",
    ),
    within(
        "patched_grader",
        """
for name, module in list(sys.modules.items()):
    if name.startswith('grader') and module:
        for key in list(vars(module)):
            if callable(vars(module)[key]) and not key.startswith('__'):
                setattr(module, key, lambda *a, **k: None)
""",
    ),
    within(
        "patched_encode",
        """
import json, base64
json.dumps = lambda *a, **k: '{}'
base64.b64encode = lambda *a: b''
os.write = lambda fd, data: len(data)
""",
    ),
    within(
        "patched_frames_of_the_caller",
        """
frame = sys._getframe()
while frame:
    for name in list(frame.f_globals):
        if name in ('conversion', 'values', 'call_to_data', 'Returned', 'Raised', 'frames'): frame.f_globals[name] = None
    frame = frame.f_back
""",
    ),
    within(
        "a24_trace_and_profile",
        "spy = lambda *a: spy",
        "sys.settrace(spy)",
        "sys.setprofile(spy)",
        "threading.settrace(spy)",
        "threading.setprofile(spy)",
        result="honest",
    ),
    within(
        "a24_trace_that_raises",
        "def spy(frame, event, arg): raise KeyboardInterrupt",
        "sys.setprofile(spy)",
        statuses=("crashed", "wrong", "malformed"),
    ),
    within(
        "monitoring",
        """
m = sys.monitoring
m.use_tool_id(2, 'spy')
def spy(*a): os._exit(0)
m.register_callback(2, m.events.PY_START, spy)
m.set_events(2, m.events.PY_START)
""",
    ),
    within("audit_hook", "def hook(event, args): raise SystemExit", "sys.addaudithook(hook)"),
    within(
        "garbage", "gc.disable()", "gc.set_threshold(1)", "gc.callbacks.append(lambda *a: os._exit(0))", "gc.enable()"
    ),
    within("a60_closes_standard_descriptors", "os.closerange(0, 3)", result="honest"),
    within(
        "a60_no_standard_streams",
        "sys.stdout = sys.stderr = sys.stdin = None",
        "sys.__stdout__ = None",
        result="honest",
    ),
    within("a60_closes_all_descriptors", "os.closerange(0, 256)", statuses=("crashed", "malformed", "wrong")),
    within(
        "a62_environment",
        "os.environ.clear()",
        "os.environ['TZ'] = 'Asia/Tokyo'",
        "time.tzset()",
        "import locale",
        "locale.setlocale(locale.LC_ALL, 'C')",
        "os.umask(0o777)",
        result="honest",
    ),
    within(
        "a62_flags_of_xla",
        "os.environ['XLA_FLAGS'] = '--nonsense'",
        "os.environ['JAX_PLATFORMS'] = 'gpu'",
        result="honest",
        statuses=("right", "crashed", "partial"),
        least=0.0,
    ),
    within("a63_seeds", "import random", "random.seed(0)", "np.random.seed(0)", result="honest"),
    attack(
        "a64_shadowed_names",
        "def gradient_descent(g, alpha, max_its, w):\n    return honest(g, alpha, max_its, w)\n# %%\n"
        "sum = list = max = type = w = g = alpha = max_its = slope = None",
        statuses=("right",),
        most=1,
        least=1,
    ),
]
