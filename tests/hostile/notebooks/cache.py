"""Attacks on the compilation cache: list it, search it, guess names in it, read names from it, poison it.

The arena's cache lies at @CACHE@, filled as for any key; `@ENTRY@` is a file of it, whose name an attack could not have.
"""

from attack import rows

ATTACKS = rows(__file__, globals())
