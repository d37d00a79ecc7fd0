"""What was handed in, and by whom: archives, the layouts of the platforms, the roster.

Imports `base`, `model`, `processes` and `extraction`; `course` and `frontends` import it.
"""
