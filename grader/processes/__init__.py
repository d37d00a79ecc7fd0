"""Processes of this machine: how one is started, timed, measured and ended, and the folder that it works in.

Knows nothing of homework. Imports `base` and `model`; everything above may import it.
"""
