"""What reaches further than its own run or its own part: times of others' files, names of others' parts, later readers."""

from attack import attack, rows, spy

from notebooks import seams
from notebooks.protocol import FORGE
from notebooks.seams import ENDS

WRONG = "def gradient_descent(g, alpha, max_its, w): return wrong(g, alpha, max_its, w)"
NO_LINE = r"\A(?!.*\n(?:All|Likely|\d\.))"  # in what a student reads that begins as the grader's own do
LIBRARIES = "opened = [os.open(path, os.O_RDONLY) for path in (os.__file__, np.__file__, jax.__file__)]; seen = [os.fstat(each) for each in opened]"


def forged(name, call, **verdict):
    """The function sends this call in place of the child's own, and leaves."""
    code = f"{FORGE}\ndef gradient_descent(g, alpha, max_its, w):\n    shout(reply({call}))\n    os._exit(0)"
    return attack(name, code, **{"statuses": ENDS} | verdict)


def array(shape, data="", dtype="float64"):
    return f"{{'returned': {{'value': [{{'dtype': '{dtype}', 'shape': {shape}, 'data': '{data}'}}] * 2}}}}"


ATTACKS = rows(__file__, {**vars(seams), **globals()})
ATTACKS += [
    # files of the same user that can be read, and their times, by which Python tells whether its own copy is stale
    spy(
        "a141_times_of_a_librarys_open_file",
        *(f"os.utime(opened[{n}], ns=(seen[{n}].st_atime_ns, seen[{n}].st_mtime_ns))" for n in range(3)),
        before=LIBRARIES,
        says=r"Loot: \('PermissionError', 'PermissionError', 'PermissionError'\)",
    ),
    # replies that the child would not write
    forged("a142_array_without_entries_and_with_endless_sides", array([0, 10**30])),
    forged("a142_array_of_negative_sides", array([-1, -8])),
    forged("a142_array_of_truths_as_sides", array("[True, True]", "AAAAAAAA8D8=")),
    forged("a142_array_of_eight_empty_sides", array([0, 2**62, 2**62, 2**62, 2**62, 2**62, 2**62, 2**62])),
    forged("a142_array_of_bytes_that_are_no_truths", array([4], "//8AAQ==", "bool")),
]
