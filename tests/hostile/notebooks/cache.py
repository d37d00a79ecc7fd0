"""Attacks on the compilation cache: list it, search it, guess names in it, read names from it, poison it.

The arena's cache lies at @CACHE@, filled as for any key; `@ENTRY@` is a file of it, whose name an attack could not have.
"""

from attack import spy, within

ATTACKS = [
    spy(
        "cache_is_listed",
        "os.listdir('@CACHE@')",
        "list(os.scandir('@CACHE@'))",
        "os.listdir(jax.config.jax_compilation_cache_dir)",
        "os.open('@CACHE@', os.O_RDONLY)",
        "os.listdir(os.path.dirname('@CACHE@'))",
        "os.listdir(f'/proc/self/fd/{os.open(\"@CACHE@\", os.O_PATH)}')",
        says="Permission.*Permission.*Permission.*Permission.*Permission.*Permission",
    ),
    spy(
        "cache_is_searched_for_patterns",
        "__import__('glob').glob('@CACHE@/jit_*')",
        "[name for _, _, names in os.walk('@CACHE@') for name in names]",
        says=r"\[\].*\[\]",
    ),
    spy(
        "cache_is_opened_by_names_of_honest_functions",
        "[name for name in ('gradient_descent', 'momentum', 'honest', 'descend', 'step', 'run') for end in ('', '-cache', '-atime') if os.path.exists(f'@CACHE@/jit_{name}{end}')]",
        says=r"\[\]",
    ),
    spy(
        "cache_is_read_for_names_of_solutions",
        "[name for name in (b'gradient_descent', b'momentum', b'descend') if name in __import__('zlib').decompress(open('@ENTRY@', 'rb').read())]",
        says=r"Loot.*(\[\]|error)",
    ),
    spy(
        "cache_is_written",
        "write('@CACHE@/jit_add-cache')",
        "write('@ENTRY@')",
        "os.unlink('@ENTRY@')",
        "os.rename('@ENTRY@', '@ENTRY@-2')",
        "os.mkdir('@CACHE@/@MARK@')",
        "os.link('@ENTRY@', 'here')",
        "os.symlink('@ENTRY@', '@CACHE@/@MARK@')",
        "os.chmod('@CACHE@', 0o777)",
        says="(Permission.*){7}",
    ),
    within(
        "cache_is_made_jaxs_own_to_write",
        """
jax.config.update('jax_persistent_cache_min_compile_time_secs', 0.0)
jax.config.update('jax_persistent_cache_min_entry_size_bytes', -1)
jax.config.update('jax_raise_persistent_cache_errors', False)
jax.jit(lambda w: w * 2.71828 + 1)(1.0)
""",
        result="honest",
    ),
]
