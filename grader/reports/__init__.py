"""A report to look at: terminal, HTML, pictures.

Imports `base`, `model` and `judging`; `course` and `frontends` import it.
"""
