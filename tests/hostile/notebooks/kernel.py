"""System calls that reach past the job: leases, owners of descriptors, sockets without a network, queues, disk, threads."""

from attack import spy, within

# `call` raises what the C library's function says of its failure, as Python's own functions do.
LIBC = """
import fcntl, mmap, socket
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    done = getattr(libc, name)(*arguments)
    if done == -1: raise OSError(ctypes.get_errno(), 'refused')
    return done
"""
ALL_REFUSED = r"\(('(PermissionError|OSError)'(, )?)+,?\)"
OUT_OF_SPACE = r"more than \d+ MB"


def calls(name, *expressions, before="", **verdict):
    """Try every expression; each must be refused."""
    return spy(name, *expressions, before=LIBC + before, says=ALL_REFUSED, **verdict)


def fills_the_disk(name, *lines):
    """Write 360 MB in files of 30 MB, and wait to be checked; a folder may hold 128 MB."""
    return within(name, LIBC, *lines, "time.sleep(2.5)", statuses=("crashed",), says=OUT_OF_SPACE)


ATTACKS = [
    calls(
        "leases",
        "fcntl.fcntl(open(np.__file__), 1024, fcntl.F_RDLCK)",
        "fcntl.fcntl(open(os.__file__), 1024, fcntl.F_RDLCK)",
        "fcntl.fcntl(os.open(os.path.dirname(np.__file__), 0), 1026, 1 << 31 | 7)",
        "fcntl.flock(open(np.__file__), fcntl.LOCK_EX | fcntl.LOCK_NB)",
    ),
    calls(
        "a51_signals_by_ioctl",
        "fcntl.ioctl(own, 0x8901, np.int32(os.getppid()).tobytes())",
        "fcntl.ioctl(own, 0x8902, np.int32(os.getppid()).tobytes())",
        "fcntl.ioctl(own, 0x5452, np.int32(1).tobytes())",
        "fcntl.fcntl(own, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)",
        "call('ioctl', own, ctypes.c_ulong(0xF_0000_8901), np.int32(os.getppid()).tobytes())",
        "call('prctl', 29, 1)",
        before="""
try: mine, other = socket.socketpair()
except OSError: own = os.pipe()[0]
else: own = mine.fileno()
""",
    ),
    spy(
        "a37_datagrams_from_a_pair",
        "pair[0].sendto(b'hidden', '@DATAGRAM@')",
        r"pair[0].sendto(b'hidden', '\0@ABSTRACT@-datagram')",
        "pair[0].sendmsg([b'hidden'], [], 0, '@DATAGRAM@')",
        "socket.send_fds(pair[0], [b'hidden'], [0], 0, '@DATAGRAM@')",
        "pair[0].connect('@DATAGRAM@')",
        "call('sendmmsg', pair[0].fileno(), 0, 0, 0)",
        before=LIBC + "pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
        says="Permission",
    ),
    spy(
        "a37_other_families",
        *(
            f"socket.socketpair(socket.AF_UNIX, {kind})[0].sendmsg([b'x'])"
            for kind in ("socket.SOCK_STREAM", "socket.SOCK_SEQPACKET")
        ),
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
        "socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET, 0)",
        "socket.socket(40, socket.SOCK_STREAM)",
        "call('socketpair', 30, 1, 0, 0)",
        before=LIBC,
        says=ALL_REFUSED,
    ),
    calls(
        "queues_that_are_there",
        "call('msgsnd', @QUEUE@, b'\\1' + bytes(7) + b'hidden', 6, 0o4000)",
        "call('msgrcv', @QUEUE@, ctypes.create_string_buffer(80), 8, 0, 0o4000)",
        "call('msgctl', @QUEUE@, 0, 0)",
        "call('semop', @SEMAPHORE@, bytes([0, 0, 1, 0, 0, 0]), 1)",
        "call('semtimedop', @SEMAPHORE@, bytes([0, 0, 1, 0, 0, 0]), 1, 0)",
        "call('semctl', @SEMAPHORE@, 0, 0)",
        "call('shmctl', @SHARED@, 0, 0)",
        "call('shmdt', 0)",
        "call('mq_unlink', b'@MARK@')",
    ),
    calls(
        "a13_space_beyond_the_end",
        "call('fallocate', file, 1, ctypes.c_long(0), ctypes.c_long(6 << 30))",
        "os.posix_fallocate(file, 0, 1 << 20)",
        "call('fallocate', file, 16, ctypes.c_long(0), ctypes.c_long(1 << 20))",
        before="file = os.open('x', os.O_RDWR | os.O_CREAT)",
    ),
    fills_the_disk(
        "a13_disk_of_files_without_names",
        """
kept = []
for n in range(12):
    kept.append(open('x', 'wb'))
    os.unlink('x')
    kept[-1].write(bytes(30 << 20))
    kept[-1].flush()
""",
    ),
    fills_the_disk(
        "a13_disk_of_mapped_files",
        """
libc.mmap.restype = ctypes.c_void_p
for n in range(12):
    with open('x', 'w+b') as file:
        file.write(bytes(30 << 20))
        file.flush()
        libc.mmap(0, 4096, 1, 1, file.fileno(), ctypes.c_long(0))
    os.unlink('x')
""",
    ),
    fills_the_disk(
        "a13_disk_in_a_folder_that_cannot_be_listed",
        """
os.umask(0)
os.mkdir('closed', 0o300)
for n in range(12):
    with open(f'closed/{n}', 'wb') as file: file.write(bytes(30 << 20))
""",
    ),
    fills_the_disk(
        "a13_disk_deeper_than_a_path",
        """
for n in range(25):
    os.mkdir('d' * 200)
    os.chdir('d' * 200)
for n in range(12):
    with open(f'{n}', 'wb') as file: file.write(bytes(30 << 20))
""",
    ),
    within(
        "a08_threads",
        """
stacks = threading.stack_size(1 << 16)
for n in range(400): threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
time.sleep(2.5)
""",
        statuses=("crashed",),
        says="threads|start new thread",
    ),
    calls(
        "pipes_of_memory",
        "fcntl.fcntl(a, 1031, 1 << 20)",
        "os.splice(a, b, 1)",
        "call('tee', a, b, ctypes.c_long(1), 2)",
        "call('vmsplice', b, 0, ctypes.c_long(0), 0)",
        "os.memfd_create('x')",
        "call('mlock', ctypes.create_string_buffer(10), ctypes.c_long(1))",
        "call('mlockall', 1)",
        before="a, b = os.pipe()",
    ),
    spy(
        "times_of_files_that_are_not_theirs",
        "os.utime('@RESULTS@/results.json', (0, 0))",
        "os.utime('@SECRET@', (0, 0))",
        "os.utime('@OTHER@', (0, 0))",
        "call('utimes', b'@OTHER@', 0)",
        "call('futimesat', -100, b'@OTHER@', 0)",
        before=LIBC,
        says=ALL_REFUSED,
    ),
    calls(
        "timers_and_schedules",
        "call('timer_create', 0, 0, ctypes.create_string_buffer(8))",
        "call('sched_setaffinity', 0, ctypes.c_long(8), np.int64(1).tobytes())",
        "os.setpriority(os.PRIO_PROCESS, 0, 19)",
        "call('syscall', 203, 0, 8, np.int64(1).tobytes())",
        "call('syscall', 162)",  # sync
    ),
    calls(
        "calls_of_the_system",
        *(
            f"call('syscall', {number}, 0, 0, 0, 0, 0, 0)"
            for number in (
                101,  # ptrace
                317,  # seccomp
                139,  # sysfs
                154,  # modify_ldt
                216,  # remap_file_pages
                253,  # inotify_init
                274,  # get_robust_list
                303,  # name_to_handle_at
                312,  # kcmp
                425,  # io_uring_setup
                434,  # pidfd_open
                444,  # landlock_create_ruleset
                460,  # lsm_set_self_attr
                463,  # setxattrat
                469,  # file_setattr
            )
        ),
    ),
    spy(
        "a_call_that_no_kernel_has_yet",
        *(f"call('syscall', {number}, 0, 0, 0, 0, 0, 0)" for number in (480, 500, 1000)),
        before=LIBC,
        says=r"\('(OSError|PermissionError)'",
    ),
    within(
        "a113_watches_pages_of_others",
        "libc = ctypes.CDLL(None, use_errno=True)\nraise Loot([libc.syscall(n, 0, 0, 0, 0, 0) for n in (323, 310, 311, 438, 440, 447, 319, 321, 298)])",
        statuses=("crashed",),
        says="-1, -1, -1, -1, -1, -1, -1, -1, -1",
    ),
    within(
        "a113_robust_list_of_another",
        "libc = ctypes.CDLL(None, use_errno=True)\nhead = ctypes.create_string_buffer(24)\nraise Loot(libc.syscall(274, os.getppid(), ctypes.byref(head), ctypes.byref(ctypes.c_size_t())), libc.syscall(135, 0xffffffff), libc.syscall(135, 0x0040000))",
        statuses=("crashed",),
        says="-1, -1, -1",
    ),
    within(
        "a113_limits_and_groups_of_others",
        "libc = ctypes.CDLL(None, use_errno=True)\nraise Loot([libc.syscall(n, *a) for n, a in {302: (1, 7, b'\\0' * 16, 0), 141: (2, 0, 19), 144: (1, 3, b'\\0' * 8), 251: (3, 0, 0), 109: (0, 1), 112: ()}.items()])",
        statuses=("crashed",),
        says="-1, -1, -1, -1, -1, -1",
    ),
    within(
        "a113_reads_what_can_be_listed",
        "raise Loot([attempt(os.listdir, p) for p in ('/proc', '/proc/self/task', '/dev/shm', '/dev/mqueue', '/sys/fs/cgroup', '/run', '/var/tmp', '/home', '/root', os.path.dirname(os.getcwd()))])",
        statuses=("crashed",),
        says="(Permission|FileNotFound)",
    ),
    within(
        "a113_covert_names_in_the_cache_of_python",
        "for m in (np, jax, os):\n    d = os.path.join(os.path.dirname(m.__file__), '__pycache__')\n    attempt(os.mkdir, d + '/x'); attempt(write, d + '/@MARK@'); attempt(os.unlink, d + '/' + os.listdir(d)[0]) if os.path.isdir(d) else 0",
    ),
    within(
        "a113_pipe_capacity_of_the_user",
        "import fcntl\nkept = []\ntry:\n    while True: kept.append(os.pipe())\nexcept OSError: pass\nfor a, b in kept: attempt(fcntl.fcntl, b, 1031, 1 << 20); os.set_blocking(b, False); attempt(os.write, b, bytes(1 << 20))",
    ),
    calls(
        "a117_writes_about_itself_in_proc",
        *(
            f"write('/proc/self/{name}', '0')"
            for name in (
                "oom_score_adj",
                "coredump_filter",
                "timerslack_ns",
                "comm",
                "clear_refs",
                "loginuid",
                "uid_map",
            )
        ),
        "os.open('/dev/ptmx', os.O_RDWR)",
        "os.open('/dev/tty', os.O_RDWR)",
    ),
]
