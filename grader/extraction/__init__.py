"""The text of a submitted file -> the statements that the functions of the homework need. Nothing in it is run.

Imports `base`, `model` and `processes` (a file is read in a process of its own).
"""
