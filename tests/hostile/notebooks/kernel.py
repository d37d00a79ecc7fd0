"""System calls that reach past the job: leases, owners of descriptors, sockets without a network, queues, disk, threads."""

from attack import rows, spy, within

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


ATTACKS = rows(__file__, globals())
ATTACKS += [
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
