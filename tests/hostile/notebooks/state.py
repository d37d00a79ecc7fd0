"""State carried from one case to the next earns nothing; memorised public answers earn the public part."""

from attack import rows

PUBLIC_ONLY = {"statuses": ("partial",), "most": 2 / 3, "least": 2 / 3}

ATTACKS = rows(__file__, globals())
