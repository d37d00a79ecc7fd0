"""Which known mistake explains the wrong answers to a question.

`diagnose` decides. `candidates` lists what could explain them, `screening` leaves out most of these at a glance,
`bounds` says how near two runs must be, `matches` what fits, and `evidence` how strongly that speaks; where nothing
fits, `relations` says how the wrong numbers relate to the right ones. Of names that fit, `clues` and
`unread_arguments` say what the student's source holds for and against them.
`judging.judge`, its messages and `authoring` import it.
"""

__all__ = ["candidates", "diagnose", "relations", "unread_arguments"]
