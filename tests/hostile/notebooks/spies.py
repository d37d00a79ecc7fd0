"""Searches for secrets: keys, other submissions, the grader's memory, tokens, hidden inputs."""

from attack import attack, spy, within

HIDDEN = "if abs(np.asarray(w).ravel()[0] - 0.7131) < 1e-6: "  # in float32 too: what the arena's hidden case hands over

ATTACKS = [
    spy(
        "a22_frames",
        "[(f.f_code.co_name, [k for k in {**f.f_locals, **f.f_globals} if k in ('expected', 'key', 'tolerance', 'reference', 'judge')]) for f in frames]",
        before="frames, f = [], sys._getframe()\nwhile f: frames.append(f); f = f.f_back",
        says=r"Loot(?!.*'(expected|tolerance|reference|judge)')",
    ),
    spy(
        "a23_garbage_collector",
        "[type(o).__name__ for o in gc.get_objects() if type(o).__name__ in ('Key', 'Case', 'Question', 'Report')]",
        "[m for m in sys.modules if sys.modules[m] and f'{m}.'.startswith(('reference.', 'grader.judging.', 'grader.authoring.', 'grader.course.', 'grader.model.key.'))]",
        says=r"\[\].*\[\]",
    ),
    spy("a25_secret_file", "read('@SECRET@')", "os.listdir('@KEYS@')", says="Permission"),
    spy("a25_world_readable_key", "read('@PUBLIC@')", "os.listdir('@RESULTS@')", says="Permission.*Permission"),
    spy(
        "a25_class_list",
        "read('@ROSTER@')",
        "os.open('@ROSTER@', os.O_PATH) and read(f'/proc/self/fd/{os.open(\"@ROSTER@\", os.O_PATH)}')",
        says="Permission.*Permission",
    ),
    spy(
        "a25_imports_the_reference",
        "__import__('reference')",
        "__import__('grader.judging.judge')",
        "__import__('grader.authoring.compiler')",
        "__import__('importlib').import_module('reference.gradient_descent')",
        says="(Module|Import|Permission).*(Module|Import|Permission).*(Module|Import|Permission)",
    ),
    spy(
        "a25_reads_the_repository",
        "read('@REPO@/reference/gradient_descent.py')",
        "read('@REPO@/assignments/first_order/assignment.toml')",
        "os.listdir('@REPO@')",
        "read('@REPO@/.git/HEAD')",
        "read(sys.modules['grader.sandbox.child.driver'].__file__)",
        says="Permission.*(Permission|FileNotFound).*Permission.*(Permission|FileNotFound)",  # what an ordinary user has is a copy in part
    ),
    spy(
        "a26_other_submissions",
        "read('@OTHER@')",
        "os.listdir('/tmp')",
        "os.listdir(os.path.dirname(os.getcwd()))",
        "__import__('glob').glob('/tmp/**/*.ipynb', recursive=True)",
        says="Permission.*Permission",
    ),
    spy(
        "a26_by_link_and_by_descriptor",
        "os.symlink('@SECRET@', 'here') or read('here')",
        "os.link('@PUBLIC@', 'there') or read('there')",
        "os.open('@PUBLIC@', os.O_PATH) and read(f'/proc/self/fd/{os.open(\"@PUBLIC@\", os.O_PATH)}')",
        "os.rename('@PUBLIC@', 'mine') or read('mine')",
        says="Loot",
    ),
    spy(
        "a44_parent_in_proc",
        *(f"read(f'/proc/{{os.getppid()}}/{which}')" for which in ("environ", "maps", "mem", "cmdline", "stack")),
        "os.listdir(f'/proc/{os.getppid()}/fd')",
        "os.readlink(f'/proc/{os.getppid()}/cwd')",
        "read('/proc/1/environ')",
        "read(f'/proc/{os.getppid()}/task/{os.getppid()}/environ')",
        says="Permission.*Permission.*Permission",
    ),
    spy(
        "a44_ptrace",
        "libc.ptrace(16, os.getppid(), 0, 0)",
        "libc.ptrace(16902, os.getppid(), 0, 0)",
        "libc.process_vm_readv(os.getppid(), ctypes.create_string_buffer(32), 1, ctypes.create_string_buffer(32), 1, 0)",
        "os.pidfd_open(os.getppid())",
        before="libc = ctypes.CDLL(None)",
        says="-1.*-1.*-1.*(Permission|OSError)",  # of a new call the filter says that there is none
    ),
    spy(
        "a45_descriptors",
        "[(fd, os.read(fd, 100)) for fd in range(5, 256) if attempt(os.fstat, fd) != 'OSError' and not os.isatty(fd) and __import__('stat').S_ISREG(os.fstat(fd).st_mode)]",
        says=r"Loot",
    ),
    spy(
        "a45_environment",
        "{k: v for k, v in os.environ.items() if 'CANARY' in k or 'TOKEN' in k or 'canary' in v}",
        "sys.argv",
        says=r"\{\}",
    ),
    spy("a45_own_proc", "read('/proc/self/environ')", "read('/proc/self/mountinfo')", says="Loot"),
    attack(
        "a41_hidden_inputs_in_an_exception",
        f"def gradient_descent(g, alpha, max_its, w):\n    {HIDDEN}raise ValueError(f'w is {{w}} alpha {{alpha}}')\n    return honest(g, alpha, max_its, w)",
        statuses=("partial",),
        most=2 / 3,
        least=2 / 3,
    ),
    attack(
        "a41_hidden_inputs_in_a_text",
        f"def gradient_descent(g, alpha, max_its, w):\n    {HIDDEN}return f'w is {{w}} alpha {{alpha}}'\n    return honest(g, alpha, max_its, w)",
        statuses=("partial",),
        most=2 / 3,
        least=2 / 3,
    ),
    attack(
        "a41_hidden_inputs_in_a_name",
        f"def gradient_descent(g, alpha, max_its, w):\n    {HIDDEN}raise type(f'w_is_{{w}}', (Exception,), {{}})()\n    return honest(g, alpha, max_its, w)",
        statuses=("partial",),
        most=2 / 3,
        least=2 / 3,
    ),
    attack(
        "a41_hidden_inputs_in_the_source_line",
        f"""
def gradient_descent(g, alpha, max_its, w):
    {HIDDEN}exec(compile(f"raise ValueError('w is {{w}}')", "cell 3", "exec"))
    return honest(g, alpha, max_its, w)
""",
        statuses=("partial",),
        most=2 / 3,
        least=2 / 3,
    ),
    attack(
        "a41_hidden_inputs_in_the_time",
        f"def gradient_descent(g, alpha, max_its, w):\n    {HIDDEN}time.sleep(0.713)\n    return honest(g, alpha, max_its, w)",
        statuses=("right",),
        most=1,
        least=1,
    ),
    within(
        "a41_hidden_inputs_printed",
        "print('w is', w)",
        "print('w is', w, file=sys.stderr)",
        "os.write(1, repr(w).encode())",
        "__import__('logging').error(w)",
        "__import__('warnings').warn(str(w))",
        result="honest",
    ),
    spy(
        "a37_tcp",
        "__import__('socket').create_connection(('127.0.0.1', @TCP@), 1).send(b'secret')",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:@TCP@', timeout=1)",
        says="Permission.*(Permission|URLError)",
    ),
    spy(
        "a37_udp",
        "s.socket(s.AF_INET, s.SOCK_DGRAM).sendto(b'secret', ('127.0.0.1', @UDP@))",
        "s.socket(s.AF_INET6, s.SOCK_RAW)",
        "s.socket(s.AF_NETLINK, s.SOCK_RAW)",
        "s.socketpair()",
        before="import socket as s",
        says="Permission.*Permission.*Permission",
    ),
    spy(
        "a37_unix_socket",
        "s.socket(s.AF_UNIX).connect('\\0@ABSTRACT@')",
        "s.socket(s.AF_UNIX).connect('@SOCKET@')",
        before="import socket as s",
        says="Permission.*Permission",
    ),
    spy(
        "a37_io_uring",
        "libc.syscall(425, 8, ctypes.create_string_buffer(256))",
        "libc.syscall(41, 2, 1, 0)",
        before="libc = ctypes.CDLL(None)",
        says="-1.*-1",
    ),
    spy(
        "watches_folders",
        "libc.inotify_init()",
        "libc.inotify_init1(0)",
        "libc.syscall(300, 0, 0)",
        before="libc = ctypes.CDLL(None)",
        says="-1.*-1.*-1",
    ),
    spy("debugger_port", "sys.remote_exec(os.getppid(), 'x.py')", says="Loot"),
]
