"""Bombs and floods: memory, processes, disk, output, replies."""

from attack import attack, within

FULL = ("crashed", "out_of_memory", "timed_out")

ATTACKS = [
    within(
        "a08_fork_bomb", "while True:\n    os.fork()", statuses=("crashed",), says="PermissionError|BlockingIOError"
    ),
    within(
        "a08_fork_bomb_that_insists",
        "while True:\n    try: os.fork()\n    except OSError: pass",
        statuses=("timed_out", "crashed"),
    ),
    within("a08_process_pool", "import multiprocessing", "multiprocessing.get_context('spawn').Pool(4)", statuses=FULL),
    within(
        "a08_vfork_by_number",
        "libc = ctypes.CDLL(None)",
        "raise Loot(libc.syscall(58), libc.syscall(57))",
        statuses=("crashed",),
        says="-1, -1",
    ),
    within(
        "a14_threads",
        """
try:
    for _ in range(10_000): threading.Thread(target=time.sleep, args=(600,)).start()
except RuntimeError: pass
""",
        result="honest",
        statuses=("right", "partial", "crashed", "timed_out", "out_of_memory"),
        least=0.0,
    ),
    within(
        "a09_memory_bomb",
        "hoard = []",
        "while True: hoard.append(bytearray(64 << 20))",
        statuses=("out_of_memory",),
        says="memory",
    ),
    within("a09_numpy_bomb", "np.ones(10**10)", statuses=("out_of_memory",), says="memory"),
    within("a09_jax_bomb", "jnp.ones(10**10).block_until_ready()", statuses=FULL),
    within("a09_list_bomb", "x = [0]", "while True: x = x + x", statuses=("out_of_memory",)),
    within(
        "a10_shared_memory_bomb",
        "import mmap",
        "m = [mmap.mmap(-1, 1 << 30) for _ in range(64)]",
        "[x.write(bytes(1 << 30)) for x in m]",
        statuses=FULL,
    ),
    within(
        "a10_memfd",
        "fd = os.memfd_create('hoard')",
        "while True: os.write(fd, bytes(1 << 20))",
        statuses=("crashed",),
        says="PermissionError",
    ),
    within(
        "a10_shared_memory_segment",
        "from multiprocessing import shared_memory",
        "shared_memory.SharedMemory('@MARK@', create=True, size=1 << 30)",
        statuses=("crashed",),
    ),
    within(
        "a11_output_flood",
        "for _ in range(3000): print('x' * 100_000)",
        "sys.stderr.write('y' * 10**8)",
        result="honest",
    ),
    within(
        "a11_output_flood_on_the_descriptor",
        "for _ in range(300): os.write(1, b'x' * 10**6); os.write(2, b'y' * 10**6)",
        result="honest",
    ),
    attack(
        "a12_huge_array", "def gradient_descent(g, alpha, max_its, w):\n    return np.zeros(60_000_000), np.zeros(3)"
    ),
    attack(
        "a12_petabyte_view",
        "def gradient_descent(g, alpha, max_its, w):\n    return np.broadcast_to(1.0, (10**6, 10**9)), np.zeros(3)",
    ),
    attack(
        "a12_endless_sides_without_a_number",
        "def gradient_descent(g, alpha, max_its, w):\n    return np.zeros((10**12, 0))",
    ),
    attack("a12_huge_list", "def gradient_descent(g, alpha, max_its, w):\n    return [0.0] * 20_000_000, [0.0]"),
    attack("a12_huge_text", "def gradient_descent(g, alpha, max_its, w):\n    return 'x' * 200_000_000"),
    attack(
        "a12_deep_list",
        """
def gradient_descent(g, alpha, max_its, w):
    deep = []
    for _ in range(200_000): deep = [deep]
    return deep, deep
""",
    ),
    attack(
        "a12_list_in_itself",
        "def gradient_descent(g, alpha, max_its, w):\n    x = []\n    x.append(x)\n    return x, x",
    ),
    attack(
        "a12_billion_laughs",
        """
def gradient_descent(g, alpha, max_its, w):
    x = [1.0] * 1000
    for _ in range(6): x = [x] * 1000
    return x, x
""",
    ),
    attack("huge_integers", "def gradient_descent(g, alpha, max_its, w):\n    return [10**5000] * 6, [-(10**400)] * 6"),
    attack(
        "huge_exception",
        "def gradient_descent(g, alpha, max_its, w):\n    raise ValueError('z' * 100_000_000)",
        statuses=("crashed",),
    ),
    within(
        "a13_fills_the_disk",
        """
n = 0
while True:
    with open(f"hoard{n}", "wb") as file:
        n += 1
        for _ in range(31): file.write(bytes(1 << 20))
        if n > 40: break
""",
        result="honest",
        statuses=("right", "timed_out", "crashed", "partial"),
        least=0.0,
    ),
    within("a13_one_large_file", "open('hoard', 'wb').write(bytes(100 << 20))", statuses=("crashed",)),
    within("a13_many_small_files", "for n in range(3000): open(f'{n}', 'w').close()", result="honest"),
    within(
        "a14_descriptors",
        "hoard = []",
        "try:\n    while True: hoard.append(open(os.devnull))\nexcept OSError: pass",
        "globals()['kept'] = hoard",
        result="honest",
        statuses=("right", "crashed", "partial"),
        least=0.0,
    ),
]
