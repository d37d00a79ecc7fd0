"""`make golden`: make the key, run the submissions of all golden folders, and write everything else anew.

`python -m golden NAME ...` renews these folders alone, with the key that is stored.
"""

from __future__ import annotations

import sys

from golden.folders import GOLDEN, make_key, renew

if not sys.argv[1:]:
    make_key()
for name in sys.argv[1:] or GOLDEN:
    print(f"{name}: {', '.join(renew(name)) or 'unchanged'}", flush=True)
