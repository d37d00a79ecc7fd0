"""Changing what is not theirs, and leaving traps in the job's own folder for whoever cleans up."""

# ruff: noqa: E501 - a row of the table is read as one
from attack import attack, spy, within

WRITE = "attempt(write, '@RESULTS@/results.json', '{\"score\": 100}')"
REFUSED = "Permission.*Permission"

ATTACKS = [
    spy("a27_results", "write('@RESULTS@/results.json')", "os.unlink('@RESULTS@/results.json')", "write('@RESULTS@/new.json')",
        "os.rename('@RESULTS@/results.json', '@RESULTS@/old.json')", "os.truncate('@RESULTS@/results.json', 0)",
        "os.utime('@RESULTS@/results.json', (0, 0))", says=REFUSED),
    within("a28_results_at_exit", "import atexit", f"atexit.register(lambda: {WRITE})",
           "class Last:\n    def __del__(self, w=attempt, f=write): w(f, '@RESULTS@/results.json')", "globals()['last'] = Last()"),
    within("a29_results_by_thread", f"threading.Thread(target=lambda: [{WRITE} for _ in range(10**5)], daemon=True).start()",
           result="honest", statuses=("right", "partial", "timed_out"), least=0.0),
    spy("writes_everywhere", *(f"write('{place}')" for place in (
        "/tmp/@MARK@", "/dev/shm/@MARK@", "/var/tmp/@MARK@", "@OPEN@/new", "@REPO@/@MARK@", "/etc/@MARK@", "../@MARK@",
        "/proc/self/mem", "/proc/sys/kernel/core_pattern")), says=REFUSED),
    spy("a65_jax_cache", "os.makedirs('@OPEN@/jax')", "write('@OPEN@/jax-cache')", "jnp.arange(3).sum()",
        before="jax.config.update('jax_compilation_cache_dir', '@OPEN@/jax')\njax.config.update('jax_persistent_cache_min_compile_time_secs', 0)"),
    spy("a35_programs", "os.system('touch @OPEN@/program')", "__import__('subprocess').run(['touch', '@OPEN@/program'])",
        "os.execv('/bin/touch', ['touch', '@OPEN@/program'])", "os.posix_spawn('/bin/touch', ['touch', '@OPEN@/program'], {})",
        says="Permission.*Permission"),
    spy("a47_links_and_pipes", "os.symlink('/etc/passwd', 'a')", "os.symlink('/', 'b')", "os.link('/etc/hostname', 'c')",
        "os.mkfifo('d')", "os.mknod('e', 0o20666, os.makedev(1, 5))", says="(Permission|OSError).*(Permission|OSError)"),
    within("a47_locked_folders", "os.umask(0)", "for n in range(30): os.mkdir(f'locked{n}', 0); os.mkdir(f'open{n}', 0o777)", result="honest"),
    within("a47_deep_folders", "for n in range(2000):\n    os.mkdir('d' * 200)\n    os.chdir('d' * 200)",
           result="honest", statuses=("right", "partial", "timed_out", "crashed"), least=0.0),
    within("a47_odd_names", "for n in ('-rf', '*', 'a\\nb', '\\x1b[2J', ' ', '$(touch x)', '\\udcff', 'x' * 255): open(n, 'w').close()",
           result="honest"),
    within("a48_deletes_its_folder", "here = os.getcwd()", "os.chdir('/')", "attempt(os.rmdir, here)",
           "attempt(os.rename, here, here + 'x')", "attempt(os.symlink, '/etc', here)", result="honest"),
    within("a48_deletes_its_folder_from_inside", "attempt(os.rmdir, os.getcwd())", "attempt(os.removedirs, os.getcwd())", result="honest"),
    spy("chmod", "os.chmod('.', 0)", "os.chmod('..', 0o777)", "os.chmod('/tmp', 0)", "os.fchmod(os.open('.', 0), 0)",
        "os.chown('.', 0, 0)", "os.setxattr('.', 'user.x', b'x')", "libc.syscall(452, -100, b'.', 0, 0)",
        before="libc = ctypes.CDLL(None)", says="Permission.*Permission"),
    within("a46_plants_modules", "for n in ('numpy', 'json', 'sitecustomize', 'usercustomize', 'jax', 'conftest', 'grader'):\n"
           "    write(n + '.py', 'import os; os._exit(0)')", "write('.pth', 'import os; os._exit(0)')", "os._exit(0)", statuses=("crashed",)),
    spy("shared_memory", "libc.shmget(4242, 4096, 0o1666)", "libc.msgget(4242, 0o1666)", "libc.semget(4242, 1, 0o1666)",
        "libc.mq_open(b'/@MARK@', 66, 0o666, None)", "libc.shm_open(b'/@MARK@', 66, 0o666)",
        before="libc = ctypes.CDLL(None)", says="-1.*-1.*-1.*-1.*-1"),
    spy("mounts_and_namespaces", "os.unshare(0x10000000)", "os.unshare(0x20000)", "libc.mount(b'x', b'.', b'tmpfs', 0, 0)", "os.chroot('.')",
        "libc.syscall(308, 0, 0)", before="libc = ctypes.CDLL(None)", says="Permission.*Permission.*-1"),
    spy("becomes_root", "os.setuid(0)", "os.setresuid(0, 0, 0)", "os.seteuid(0)", "libc.prctl(8, 1)", "libc.capset(0, 0)",
        "os.setgroups([0])", before="libc = ctypes.CDLL(None)", says="Permission.*Permission"),
    spy("kernel", "libc.syscall(321, 0, 0, 0)", "libc.syscall(298, 0, 0, -1, -1, 0)", "libc.syscall(323, 0)", "libc.keyctl(0, -3)",
        "libc.reboot(0)", "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))", before="libc = ctypes.CDLL(None)", says="-1.*-1.*-1"),
    attack("a66_writes_while_a_cell_runs", "kept = attempt(write, '@RESULTS@/results.json')\ndef gradient_descent(g, alpha, max_its, w):\n    raise Loot(kept)",
           statuses=("crashed",), says="Permission"),
]
