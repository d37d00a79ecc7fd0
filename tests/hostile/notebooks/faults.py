"""Claims that the grader is at fault: with one of them a score would be withheld where 0 is due."""

from attack import HONEST, attack, rows

WITH_WALK = (*HONEST, "walk")

ATTACKS = rows(__file__, globals())
ATTACKS += [
    attack(
        "a111_more_commas_than_a_message_has",
        "\n# %%\n".join(f"x{n} = ({'1,' * 90_000})" for n in range(5)) + "\n# %%\ngradient_descent = wrong",
    ),
]
