"""Claims that the grader is at fault: with one of them a score would be withheld where 0 is due."""

from attack import HONEST, attack, within

WITH_WALK = (*HONEST, "walk")

ATTACKS = [
    attack(
        "a111_more_commas_than_a_message_has",
        "\n# %%\n".join(f"x{n} = ({'1,' * 90_000})" for n in range(5)) + "\n# %%\ngradient_descent = wrong",
    ),
    attack(
        "a111_module_in_place_of_a_librarys",
        "%%writefile statistics.py\nraise SystemExit\n# %%\n%%writefile csv.py\nimport os; os._exit(0)\n# %%\n%%writefile typing_extensions.py\nwhile True: pass\n# %%\ngradient_descent = wrong\n# %%\nclass Walk(HonestWalk):\n    pass",
        spares=WITH_WALK,
    ),
    within("a111_says_that_it_was_killed", "signal.raise_signal(signal.SIGKILL)", statuses=("crashed",)),
    within(
        "a111_ends_before_its_next_case",
        "threading.Timer(0.0, lambda: (time.sleep(0.002), os.kill(os.getpid(), 9))).start()",
    ),
    within(
        "a111_full_of_threads_at_the_reply",
        "[threading.Thread(target=time.sleep, args=(9,), daemon=True).start() for _ in range(30)]; import resource; resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))",
    ),
    within(
        "a111_no_descriptor_is_left",
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (0, 0)); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
    ),
    within(
        "a111_no_memory_is_left",
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 20, 1 << 20)); resource.setrlimit(resource.RLIMIT_STACK, (4096, 4096))",
    ),
    within(
        "a111_a_disk_that_is_full_by_number",
        "import errno\nraise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), '/')",
        statuses=("crashed",),
    ),
    within(
        "a111_deletes_the_data_of_the_next",
        "import shutil\nfor n in os.listdir('.'): shutil.rmtree(n, True) if os.path.isdir(n) else os.unlink(n)\nopen('data', 'w').close(); os.mkdir('functions.py', 0)",
        spares=HONEST,
    ),
]
