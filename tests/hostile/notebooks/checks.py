"""Python of a key: whoever puts a key where staff find it, or writes a course's checks, reaches no more than a submission.

What a check gives for a result is its own business: no points are at stake here.
"""

from attack import attack

ANSWER = "def looked_at(t): return t * t"
DENIED = "(Permission|BlockingIO)Error"


def checks(name, body, **verdict):
    """The body is that of the key's check."""
    return attack(name, ANSWER, **{"attacked": "looked_at", "statuses": ("wrong",), "check": body} | verdict)


def tries(name, *expressions, before="pass", says=""):
    """Try every expression and say what comes of it, where the author of the notebook reads it. All are refused."""
    body = f"{before}\nreturn False, ' '.join([{', '.join(f'attempt(lambda: {e})[:80]' for e in expressions)}])"
    return checks(name, body, says=says or " ".join([DENIED] * len(expressions)))


ATTACKS = [
    tries("a146_check_reads_keys", "read('@SECRET@')", "os.listdir('@KEYS@')", "read('@PUBLIC@')", "read('@REPO@/assignments/first_order/assignment.toml')", says=" ".join([DENIED] * 3 + ["(Permission|FileNotFound)Error"])),
    tries("a146_check_reads_the_work_of_others", "read('@OTHER@')", "os.listdir('@RESULTS@')", "read('@RESULTS@/results.json')", "read('@ROSTER@')", "os.listdir('/tmp')"),
    tries("a146_check_reads_by_other_ways", "os.symlink('@PUBLIC@', 'here') or read('here')", "os.link('@PUBLIC@', 'there')", "read(f'/proc/self/fd/{os.open(\"@PUBLIC@\", os.O_PATH)}')", "os.rename('@PUBLIC@', 'mine')", says=r"Permission.*(Permission|OSError).*Permission.*(Permission|OSError)"),
    tries("a146_check_reads_the_process_that_judges", *(f"read(f'/proc/{{os.getppid()}}/{what}')" for what in ("environ", "maps", "mem", "stack")), "os.listdir(f'/proc/{os.getppid()}/fd')", "os.readlink(f'/proc/{os.getppid()}/cwd')"),
    tries("a146_check_looks_for_the_key_in_its_memory", "[m for m in sys.modules if m.startswith(('grader.authoring', 'grader.course', 'reference'))]", "{k: v for k, v in os.environ.items() if 'CANARY' in k or 'canary' in v}", "[fd for fd in range(3, 256) if os.path.exists(f'/proc/self/fd/{fd}') and __import__('stat').S_ISREG(os.fstat(fd).st_mode)]", "os.getgroups()", says=r"\[\] \{\} \[\] \[\]"),
    tries("a146_check_attaches_to_the_process_that_judges", "libc.ptrace(16, os.getppid(), 0, 0)", "libc.process_vm_readv(os.getppid(), ctypes.create_string_buffer(32), 1, ctypes.create_string_buffer(32), 1, 0)", before="libc = ctypes.CDLL(None)", says="-1 -1"),
    tries("a146_check_uses_the_network", "s.create_connection(('127.0.0.1', @TCP@), 1).send(b'x')", "s.socket(s.AF_INET, s.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @UDP@))", "s.socket(s.AF_UNIX).connect('\\0@ABSTRACT@')", "s.socket(s.AF_UNIX).connect('@SOCKET@')", "s.socket(s.AF_NETLINK, s.SOCK_RAW)", before="import socket as s"),
    tries("a146_check_starts_programs", "subprocess.run(['/bin/true'])", "os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "os.execv('/bin/true', ['true'])", before="import subprocess"),
    tries("a146_check_ends_the_process_that_judges", "os.kill(os.getppid(), 9)", "os.killpg(os.getpgid(os.getppid()), 9)", "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)", "os.sched_setaffinity(os.getppid(), {0})", "__import__('resource').prlimit(os.getppid(), 7, (0, 0))"),
    tries("a146_check_writes", "write('@RESULTS@/results.json')", "write('@OPEN@/new')", "write('/tmp/@MARK@')", "write('/dev/shm/@MARK@')", "os.chmod('@RESULTS@', 0)", "os.remove('@OTHER@')", "os.mkdir('@OPEN@/folder')"),
    tries("a146_check_fills_a_disk", "write('own', 'x')", says="OSError"),
    tries("a146_check_has_a_home_of_its_own", "len({os.getcwd(), *map(os.environ.get, ('HOME', 'TMPDIR', 'TMP', 'TEMP'))})", "os.stat('.').st_mode & 0o777 == 0o700", "os.stat('.').st_uid == os.getuid()", "os.path.dirname(os.getcwd()) != '/tmp'", "__import__('matplotlib').get_configdir().startswith(os.getcwd())", says="1 True True True True"),
    # it ends with what it has started, and ends nothing else
    checks("a146_check_leaves_threads", "[threading.Thread(target=time.sleep, args=(600,)).start() for _ in range(3)]\nreturn True", statuses=("right",), most=1.0, least=1.0),
    tries("a146_check_raises_its_limits", "all(attempt(r.setrlimit, n, (-1, -1)) != 'None' for n in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CORE))", before="import resource as r", says="True"),
    checks("a146_check_never_ends", "while True: pass", statuses=("could_not_check",)),
    checks("a146_check_leaves", "os._exit(0)", statuses=("could_not_check",)),
]  # fmt: skip
