"""The corpus: hostile notebooks by theme, each a row of a table. Numbers such as `a01` are kinds of attack."""

from notebooks import (
    cache,
    daemons,
    driven,
    exits,
    guises,
    hangs,
    kernel,
    lies,
    memory,
    native,
    own_modules,
    patches,
    plain,
    protocol,
    public,
    runtime,
    spies,
    state,
    words,
    writes,
)  # fmt: skip

THEMES = (
    exits,
    hangs,
    kernel,
    memory,
    native,
    own_modules,
    lies,
    guises,
    patches,
    spies,
    cache,
    writes,
    daemons,
    protocol,
    words,
    plain,
    state,
    public,
    driven,
    runtime,
)
ATTACKS = {attack.name: attack for theme in THEMES for attack in theme.ATTACKS}
assert len(ATTACKS) == sum(len(theme.ATTACKS) for theme in THEMES), "two attacks have one name"
