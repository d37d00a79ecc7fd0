"""Code below Python: machine code, other numbers for system calls, the interpreter's own memory, the C library's hooks."""

from attack import attack, within

# `machine(code, ...)` calls these bytes as a function of C.
MACHINE = """
import mmap, platform
libc = ctypes.CDLL(None, use_errno=True)
def machine(code, *arguments):
    page = mmap.mmap(-1, 4096, prot=7)
    page.write(code)
    return ctypes.CFUNCTYPE(ctypes.c_long, *[ctypes.c_long] * len(arguments))(ctypes.addressof(ctypes.c_char.from_buffer(page)))(*arguments)
PC = platform.machine() == 'x86_64'
"""
ENDS = ("crashed", "timed_out", "out_of_memory", "wrong", "malformed")


def native(name, *lines, **verdict):
    """Lines of such code in the function, which then is wrong."""
    return within(name, MACHINE, *lines, **{"statuses": ENDS} | verdict)


ATTACKS = [
    # push rbx; mov eax, edi; mov ebx, esi; int 0x80; pop rbx; ret: the calls of 32 bits, which have other numbers
    *(
        native(
            f"a96_calls_of_32_bits_{call}",
            f"if PC: machine(bytes.fromhex('53 89 f8 89 f3 cd 80 5b c3'), {number}, {value})",
        )
        for call, number, value in (("fork", 2, 0), ("setuid", 23, 0), ("getpid", 20, 0))
    ),
    native(
        "a96_calls_of_x32",
        "for number in (41, 57, 58, 59, 101, 62): libc.syscall(0x40000000 + number, -1, 9, 0)",
    ),
    native(
        "a96_threads_that_leave_the_namespace",
        "flags = 0x10000 | 0x800 | 0x100",
        "for more in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x8000, 0x2000, 0x800000, 0x4000):\n"
        "    stack = mmap.mmap(-1, 1 << 16); top = ctypes.addressof(ctypes.c_char.from_buffer(stack)) + (1 << 16)\n"
        "    libc.syscall(56, flags | more, top, 0, 0, 0) if PC and more != 0x4000 else 0",
    ),
    native("a96_segment_register", "libc.syscall(158, 0x1002, 0) if PC else os._exit(0)", says="crashed|ended"),
    native(
        "a96_handler_that_never_lets_it_crash",
        "handler = ctypes.CFUNCTYPE(None, ctypes.c_int)(lambda number: None)",
        "libc.signal.argtypes = (ctypes.c_int, ctypes.c_void_p)",
        "[libc.signal(number, ctypes.cast(handler, ctypes.c_void_p)) for number in (4, 6, 7, 8, 11)]",
        "ctypes.string_at(0)",
    ),
    native("a96_lock_held_in_native_code", "ctypes.PyDLL(None).sleep(600)", statuses=("timed_out",)),
    native(
        "a96_lock_held_in_a_native_loop",
        "PC or os._exit(0)",
        "page = mmap.mmap(-1, 4096, prot=7); page.write(b'\\xeb\\xfe')",
        "ctypes.PYFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()",
        statuses=("timed_out", "crashed"),
    ),
    native(
        "a96_library_is_unmapped",
        "libc.munmap(ctypes.c_void_p(ctypes.cast(libc.malloc, ctypes.c_void_p).value & ~4095), 1 << 20)",
    ),
    native(
        "a96_writes_over_its_own_interpreter",
        "for name in ('PyObject_GetAttr', 'PyLong_FromLong', 'write', 'PyBytes_FromStringAndSize'):\n"
        "    at = ctypes.cast(getattr(ctypes.pythonapi if name[0] == 'P' else libc, name), ctypes.c_void_p).value\n"
        "    libc.mprotect(ctypes.c_void_p(at & ~4095), 8192, 7); ctypes.memset(at, 0xcc, 16)",
    ),
    native(
        "a97_small_integers_change",
        "for number in (0, 1, 2, 5, 6): ctypes.memset(id(number) + 24, 7, 1)",
        spares=(),  # its author's interpreter counts otherwise from now on
    ),
    native(
        "a97_true_is_false",
        "ctypes.memmove(id(True) + 24, id(False) + 24, 4); ctypes.memmove(id(None), id(...), 16)",
        spares=(),
    ),
    native(
        "a97_words_of_the_grader_change",
        "for word in ('ticket', 'call', 'returned', 'running'): ctypes.memset(id(sys.intern(word)) + 40, 65, 3)",
        spares=(),
    ),
    native("a97_types_change_places", "ctypes.memmove(id(dict) + 24, id(list) + 24, 200)", spares=()),
    native(
        "a97_references_to_none_run_out",
        "for thing in (None, True, 0, (), ''): ctypes.c_long.from_address(id(thing)).value = 1",
        "gc.collect()",
    ),
    native(
        "a97_floats_change",
        "ctypes.c_double.from_address(id(np.float64.__mro__) + 0).value",
        "kept = 0.5; ctypes.c_double.from_address(id(kept) + 16).value = 0.0",
    ),
    native(
        "a97_traceback_without_an_end",
        "try: raise Loot('x')\nexcept Loot as error: loot = error",
        "ctypes.c_void_p.from_address(id(loot.__traceback__) + 16).value = id(loot.__traceback__)",
        "raise loot",
    ),
    native(
        "a97_list_of_a_length_that_it_has_not",
        "kept = [0.0] * 26; ctypes.c_long.from_address(id(kept) + 16).value = 10**7",
        "return kept, kept",
    ),
    native(
        "a97_array_over_all_memory", "return np.ctypeslib.as_array((ctypes.c_double * 10**6).from_address(id(np))), 0"
    ),
    native(
        "a97_array_at_nothing",
        "class A: __array_interface__ = {'shape': (26,), 'typestr': '<f8', 'data': (8, False), 'version': 3}",
        "return np.asarray(A()), np.asarray(A())",
    ),
    native("a97_text_that_is_not_valid", "text = 'w' * 40; ctypes.memset(id(text) + 32, 0xff, 8)", "raise Loot(text)"),
    native(
        "a98_hooks_of_the_allocator",
        "libc.mallopt(-1, 1); libc.mallopt(-4, 0)",
        "[ctypes.pythonapi.PyMem_SetAllocator(n, ctypes.create_string_buffer(40)) for n in (0, 1, 2)]",
    ),
    native(
        "a98_exit_handlers_of_c",
        "say = ctypes.CFUNCTYPE(None)(lambda: libc.write(4, b'x' * 999, 999))",
        "libc.atexit(say); libc.exit(0)",
    ),
    native("a98_jumps_out_of_the_call", "libc.setcontext(ctypes.create_string_buffer(1024))"),
    native(
        "a98_stack_is_overwritten",
        "ctypes.memset(ctypes.addressof(ctypes.c_char.from_buffer(bytearray(8))), 0, 1 << 24)",
    ),
    native(
        "a98_stack_is_used_up",
        "libc.syscall(12, 0); [libc.alloca(1 << 20) for _ in range(3)] if hasattr(libc, 'alloca') else ctypes.string_at(1)",
    ),
    native(
        "a98_aborts_in_a_thread_that_was_made_by_c",
        "thread = ctypes.c_ulong()",
        "libc.pthread_create(ctypes.byref(thread), 0, ctypes.cast(libc.abort, ctypes.c_void_p), 0); time.sleep(5)",
        statuses=("crashed",),
    ),
    native("a98_leaves_its_main_thread", "libc.syscall(60, 0)", statuses=("crashed", "timed_out")),
    native(
        "a98_thread_goes_on_without_the_main_one",
        "def stay():\n    while True: time.sleep(0.01); attempt(write, '@RESULTS@/results.json')",
        "threading.Thread(target=stay, daemon=True).start(); libc.pthread_exit(0)",
        statuses=("crashed", "timed_out"),
    ),
    native(
        "a98_subinterpreter",
        "import importlib; inter = importlib.import_module('_interpreters' if sys.version_info >= (3, 13) else '_xxsubinterpreters')",
        "inter.run_string(inter.create(), 'import os; os._exit(0)')",
    ),
    native(
        "a98_thread_names_of_proc",
        "def stay(): libc.prctl(15, b'\\n) Z 0 0 0'); time.sleep(600)",
        "[threading.Thread(target=stay, daemon=True).start() for _ in range(70)]",
        "time.sleep(2)",
        statuses=("crashed",),
        says="threads|start new thread",
    ),
    native(
        "a98_files_without_any_name",
        "kept = []",
        "for n in range(12): kept.append(os.open('.', os.O_TMPFILE | os.O_RDWR)); os.write(kept[-1], bytes(30 << 20))",
        "time.sleep(2)",
        statuses=("crashed",),
    ),
    native(
        "a98_whiteouts",
        "open('a', 'w').close()",
        "raise Loot(libc.renameat2(-100, b'a', -100, b'b', 4), libc.renameat2(-100, b'a', -100, b'@RESULTS@/x', 2))",
        statuses=("crashed",),
        says="-1, -1",
    ),
    native(
        "a98_full_pipes_and_pairs",
        "import socket; kept = [socket.socketpair() for _ in range(90)]",
        "for a, b in kept: a.setsockopt(1, 7, 1 << 30); a.setblocking(False); attempt(a.send, bytes(1 << 24))",
    ),
    native(
        "a98_descriptors_in_a_message",
        "import socket, array",
        "pair = socket.socketpair()",
        "raise Loot(attempt(pair[0].sendmsg, [b'x'], [(1, 1, array.array('i', [0]))]))",
        statuses=("crashed",),
        says="Permission",
    ),
    native(
        "a98_locks_on_shared_libraries",
        "import fcntl",
        "kept = [open(np.__file__), open(jax.__file__)]",
        "[fcntl.fcntl(f, 6, b'\\0' * 32) for f in kept]; globals()['kept' + '_open'] = kept",
    ),
    attack(
        "a98_machine_code_in_a_cell",
        f"import ctypes\n{MACHINE}\nstarted = libc.syscall(57)\ndef gradient_descent(g, alpha, max_its, w):\n    raise Loot(started)",
        statuses=("crashed",),
        says="-1",
    ),
]
