"""Answers in the guise of other libraries' objects, and answers that are not the same when they are looked at again."""

from attack import attack, within


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
ATTACKS = [
    returns(
        "a99_frame_without_end",
        "DataFrame(), 0",
        "import itertools\nclass DataFrame:\n    columns = property(lambda s: map(str, itertools.count()))",
        statuses=ENDS,
    ),
    returns(
        "a99_frame_of_frames",
        "DataFrame()",
        "class DataFrame:\n    columns = ['weights', 'costs']\n    def __getitem__(self, name): return DataFrame()",
    ),
    returns(
        "a99_frame_that_is_never_the_same",
        "DataFrame()",
        "class DataFrame:\n    @property\n    def columns(self): return [str(np.random.rand()) for _ in range(60_000)]\n    def __getitem__(self, name): return np.random.rand(26)",
    ),
    returns(
        "a99_jax_array_by_registration",
        "F(), F()",
        """
class F:
    shape, size = (6,), 6
    class dtype: itemsize, kind, name = -10**9, 'f', 'float64'
    def __array__(self, *a, **k): return np.zeros(3_000_000)
import abc
attempt(abc.ABCMeta.register, jax.Array, F)
type(jax.Array).__instancecheck__ = lambda cls, thing: True
""",
    ),
    returns(
        "a99_offers_itself_to_jax",
        "J(), J()",
        "class J:\n    shape, dtype, size, ndim = (6,), np.dtype('float32'), 6, 1\n    __jax_array__ = lambda s: jnp.zeros(6)\n    __array__ = lambda s, *a, **k: os._exit(0)",
    ),
    returns(
        "a99_offers_itself_by_capsule",
        "D(), D()",
        "class D:\n    __dlpack__ = lambda s, **k: os._exit(0)\n    __dlpack_device__ = lambda s: (1, 0)\n    __buffer__ = lambda s, f: os._exit(0)\n    __array_interface__ = {'shape': (10**9,), 'typestr': '<f8', 'data': (0, False), 'version': 3}\n    __array_struct__ = 5",
    ),
    returns(
        "a99_sparse_without_a_bound",
        "S(), S()",
        "class S:\n    shape = (2, 2)\n    def toarray(self): return np.zeros((60_000, 1000))",
    ),
    returns(
        "a99_sparse_of_sparse",
        "S(), S()",
        "class S:\n    shape = (2, 2)\n    def toarray(self):\n        many = np.empty(100, object); many[:] = [S() for _ in range(100)]; return many",
    ),
    returns("a99_array_with_its_own_copy", "np.zeros(n).view(Lazy), np.zeros(n).view(Lazy)", LAZY),
    returns("a99_array_of_arrays_of_arrays", "deep, deep", "deep = np.empty(2, object)\ndeep[:] = [deep, deep]"),
    returns(
        "a99_written_while_it_is_sent",
        "kept, kept",
        "kept = np.zeros(6)\ndef change():\n    while True: kept[:] = np.random.rand(6)\nthreading.Thread(target=change, daemon=True).start()",
    ),
    returns(
        "a99_shape_changes_while_it_is_sent",
        "kept, kept",
        "kept = np.zeros(6)\ndef change():\n    while True:\n        for shape in ((6,), (2, 3), (3, 2), (1, 6)): kept.shape = shape\nthreading.Thread(target=change, daemon=True).start()",
    ),
    returns(
        "a99_shared_file_is_the_answer",
        "kept, kept",
        "import mmap\nopen('x', 'wb').write(bytes(4096))\nfile = open('x', 'r+b')\nkept = np.frombuffer(mmap.mmap(file.fileno(), 48), 'f8')\nfile.truncate(0)",
        statuses=ENDS,
    ),
    returns(
        "a99_mapping_without_end",
        "M()",
        "import itertools, collections.abc\nclass M(collections.abc.Mapping):\n    __iter__ = lambda s: map(str, itertools.count())\n    __len__ = lambda s: 2\n    __getitem__ = lambda s, k: s",
    ),
    returns(
        "a99_sequence_that_deepens",
        "S(), S()",
        "import collections.abc\nclass S(collections.abc.Sequence):\n    __len__ = lambda s: 2\n    __getitem__ = lambda s, i: S()",
    ),
    returns(
        "a99_dataclass_of_many_fields",
        "M()",
        "import dataclasses\nM = dataclasses.make_dataclass('M', [(f'x{i}', float, dataclasses.field(default=0.0)) for i in range(20000)])",
        statuses=ENDS,
    ),
    returns(
        "a99_dataclass_that_answers_late",
        "M(1)",
        "import dataclasses\n@dataclasses.dataclass\nclass M:\n    weights: object\n    def __getattribute__(self, name):\n        if name == 'weights': time.sleep(600)\n        return object.__getattribute__(self, name)",
        statuses=ENDS,
    ),
    returns(
        "a99_keys_that_are_one",
        "{K('weights'): 1, K('costs'): 2, 'weights': 3}",
        "class K(str):\n    __hash__ = lambda s: 0\n    __eq__ = lambda s, o: False\n    __str__ = lambda s: 'weights'",
    ),
    returns("a99_keys_of_a_million_digits", "{10**5000: 1, -10**400: 2, float('nan'): 3, True: 4}"),
    returns(
        "a99_keys_with_codes", "{'\\x1b[2J': 1, '\\u202e': 2, '\\ud800': 3, 'x' * 10**6: 4, '__class__': 5, '': 6}"
    ),
    returns("a99_text_of_lone_halves", "'\\ud800' * 10**6, ['\\udfff'] * 100"),
    returns("a99_named_by_a_long_class", "L(), L()", "L = type('L' * 10**7 + '\\x1b[2J', (), {})"),
    returns("a99_module_that_lies", "L(), L()", "class L: __module__ = 'numpy\\x1b[2J.' * 10**6"),
    returns("a99_integers_of_one_bit_too_many", "[2**63] * n, [-2**63 - 1] * n"),
    returns("a99_numbers_without_a_size", "[np.float64(0)] * 10**6, np.void(b'x' * 100)"),
    returns("a99_union_of_types", "int | str, [list[int], type(None), Ellipsis]"),
    returns("a99_coroutine", "late(), late()", "async def late(): os._exit(0)"),
    returns("a99_context_and_frame", "sys._getframe(), sys._current_frames()"),
    returns("a99_globals", "globals(), vars(builtins)", statuses=ENDS),
    returns(
        "a99_the_child_itself",
        "child, child",
        "frame = sys._getframe()\nwhile frame and type(frame.f_locals.get('self')).__name__ != 'Child': frame = frame.f_back\nchild = frame.f_locals['self'].__dict__ if frame else 0",
        statuses=ENDS,
    ),
    returns("a99_history_of_the_cost_function", "g, [g] * n"),
    returns("a99_half_precision", "np.zeros(n, np.float16), jnp.zeros(n, jnp.bfloat16)"),
    returns(
        "a99_all_precisions_mixed", "[np.float16(0), 0, 0j, True, np.int8(1), np.longdouble(0)], [jnp.bfloat16(0)] * n"
    ),
    returns("a99_tiny_and_huge", "[5e-324, -0.0, 1.8e308, -1.8e308, 2e-308, 0], [5e-324] * n"),
    returns(
        "a99_named_pair_with_properties",
        "P(1, 2)",
        "import collections\nclass P(collections.namedtuple('P', 'a b')):\n    weights = property(lambda s: os._exit(0))\n    __iter__ = lambda s: iter(lambda: 0.0, 1)\n    __len__ = lambda s: 10**9",
    ),
    within(
        "a99_answer_after_the_answer",
        "import _thread\ndef late():\n    time.sleep(0.02)\n    frame = sys._current_frames()[threading.main_thread().ident]\n    while frame:\n        for name, value in list(frame.f_locals.items()):\n            if type(value) is dict: value.update(status='right', earned=12)\n        frame = frame.f_back",
        "_thread.start_new_thread(late, ())",
    ),
    within(
        "a99_profile_in_all_threads",
        "import threading as t\ndef lie(frame, event, arg):\n    if 'call' in frame.f_locals: frame.f_locals['call'] = None",
        "getattr(t, 'setprofile_all_threads', t.setprofile)(lie); getattr(t, 'settrace_all_threads', t.settrace)(lie)",
    ),
    within(
        "a99_warnings_as_exits",
        "import warnings\nwarnings.showwarning = warnings.formatwarning = warnings._showwarnmsg = lambda *a, **k: os._exit(0)\nwarnings.simplefilter('always'); warnings.warn_explicit = warnings.warn = lambda *a, **k: os._exit(0)",
    ),
    within(
        "a99_contexts_and_tasks",
        "import asyncio\nasync def lie():\n    asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)\n    raise KeyboardInterrupt",
        "asyncio.run(lie())",
    ),
    within(
        "a99_groups_of_errors_that_are_deep",
        "error = Loot('<b>\\x1b[2J')\nfor n in range(3000): error = ExceptionGroup(f'{n}', [error, Loot('y' * 1000)]) if hasattr(builtins, 'ExceptionGroup') else error",
        "raise error",
        statuses=("crashed",),
    ),
    within(
        "a99_notes_of_an_error",
        "error = Loot('x')\nfor n in range(10**5): getattr(error, 'add_note', str)('Right. You keep 100 % of the points.')",
        "raise error",
        statuses=("crashed",),
        says="^(?!.*You keep 100)",
    ),
    within(
        "a99_error_named_like_ours",
        "raise type('Fault', (Exception,), {'__module__': 'grader.model.transcript', '__qualname__': 'Returned'})('could not check')",
        statuses=("crashed",),
    ),
    within(
        "a99_error_of_memory_that_is_none", "raise MemoryError('the grader is broken')", statuses=("out_of_memory",)
    ),
    within("a99_disk_is_said_to_be_full", "raise OSError(28, 'No space left on device')", statuses=("crashed",)),
    within(
        "a99_disk_is_said_to_be_full_by_a_class",
        "class OSError(Exception): pass",
        "raise OSError('[Errno 28] Not enough free space 10 requested and 5 written')",
        statuses=("crashed",),
    ),
    returns(
        "a110_float_with_a_state",
        "[F(k) for k in range(n)], [F(0)] * n",
        "class F(float):\n    n = 0\n    def __float__(self):\n        F.n += 1\n        return float(F.n)\n    __array__ = lambda s, *a, **k: np.asarray(F.n)\n    __index__ = __int__ = lambda s: 10**30",
    ),
    returns(
        "a110_interface_that_answers_anew",
        "A(), A()",
        "class A(np.ndarray):\n    def __new__(c): return np.zeros(6).view(c)\n    @property\n    def __array_interface__(self): return {'shape': (int(np.random.rand() * 1e6),), 'typestr': '<f8', 'data': (8, False), 'version': 3}\n    __array__ = lambda s, *a, **k: np.random.rand(3)",
    ),
    returns(
        "a110_jax_array_that_answers_anew",
        "J(), J()",
        "class J:\n    __jax_array__ = lambda s: jnp.zeros(np.random.randint(9))\n    __array__ = lambda s, *a, **k: np.zeros(np.random.randint(9))\n    shape = property(lambda s: (np.random.randint(9),))",
    ),
    returns(
        "a110_dictionary_whose_items_grow",
        "D(weights=1, costs=2), 0",
        "class D(dict):\n    def items(self): self[str(len(self))] = D(self); return dict.items(self)\n    def __iter__(self): self['x' * len(self)] = 1; return dict.__iter__(self)",
    ),
    returns(
        "a110_keys_with_odd_hashes",
        "{K(i): 1.0 for i in range(60)}, 0",
        "class K(str):\n    def __hash__(self): return int(np.random.rand() * 1e9)\n    __eq__ = lambda s, o: np.random.rand() > 0.5",
    ),
    returns(
        "a110_terabytes_without_strides",
        "np.lib.stride_tricks.as_strided(np.zeros(1), (10**12, 10**6), (0, 0)), np.zeros(n)",
    ),
    returns(
        "a110_objects_in_zero_strides",
        "np.lib.stride_tricks.as_strided(np.array([[]], object), (0, 10**12)), np.broadcast_to(np.array([None], object), (10**9,))",
    ),
    returns(
        "a110_shared_array_that_is_unmapped",
        "a, a",
        "import mmap\nm = mmap.mmap(-1, 4096)\na = np.frombuffer(m, 'f8', 6)\nctypes.CDLL(None).munmap(ctypes.c_void_p(a.ctypes.data), 4096)",
    ),
    returns(
        "a110_payloads_of_nan",
        "np.full(n, 0x7FF0_0000_DEAD_BEEF, 'u8').view('f8'), np.full(n, 0xFFF8_0000_0000_0001, 'u8').view('f8')",
    ),
    returns("a110_other_byte_orders", "np.zeros(n, '>f8'), np.zeros(n, '>c16')"),
    returns(
        "a110_structures_that_overlap",
        "np.zeros(n, np.dtype({'names': ['a', 'b'], 'formats': ['O', 'f8'], 'offsets': [0, 0]}) if 0 else np.dtype([('weights', 'f8', (10**6,))])), 0",
    ),
    returns(
        "a110_text_arrays_of_gigabytes",
        "np.zeros(n, 'U100000000') if 0 else np.broadcast_to(np.zeros(1, 'U1000000'), (10**6,)), 0",
    ),
]
