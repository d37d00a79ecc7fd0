"""Costs of hidden cases, beside those of the lecture."""


def pair(w, np):
    """Its derivative is 7 w^2 (w - 0.5) (w - 0.56) ((w + 1.2)^2 + 0.0004)."""
    return (7500 * w**7 + 11725 * w**6 - 8647.8 * w**5 - 11219.565 * w**4 + 7057.96 * w**3) / 7500
