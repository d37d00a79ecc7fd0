"""Which known mistake explains the wrong answers to a question.

`diagnose` decides; `candidates` lists what could explain them, `bounds` says how near two runs must be.
`judging.judge`, its messages and `authoring` import it.
"""

__all__ = ["candidates", "diagnose"]
