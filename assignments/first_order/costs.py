"""Costs of hidden cases, beside those of the lecture."""


def pair(w, np):
    """Its derivative is 3 w^2 (w - 0.5) (w - 0.56)."""
    return 0.6 * w**5 - 0.795 * w**4 + 0.28 * w**3
