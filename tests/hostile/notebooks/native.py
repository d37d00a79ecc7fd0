"""Code below Python: machine code, other numbers for system calls, the interpreter's own memory, the C library's hooks."""

from attack import rows, within

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


ATTACKS = rows(__file__, globals())
ATTACKS += [
    # push rbx; mov eax, edi; mov ebx, esi; int 0x80; pop rbx; ret: the calls of 32 bits, which have other numbers
    *(
        native(
            f"a96_calls_of_32_bits_{call}",
            f"if PC: machine(bytes.fromhex('53 89 f8 89 f3 cd 80 5b c3'), {number}, {value})",
        )
        for call, number, value in (("fork", 2, 0), ("setuid", 23, 0), ("getpid", 20, 0))
    ),
]
