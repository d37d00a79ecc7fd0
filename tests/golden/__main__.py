"""`make golden`: make the keys, run the submissions of all golden folders, and write everything else anew.

`python -m golden NAME ...` renews these folders alone, with the stored keys. `python -m golden --texts` writes what
follows from the stored transcripts, and runs nothing: enough where only sentences changed.
"""

from __future__ import annotations

import sys

from golden.folders import GOLDEN, make_keys, renew, run, stored

names = [word for word in sys.argv[1:] if word != "--texts"]
transcript_of = stored if "--texts" in sys.argv else run
if not sys.argv[1:]:
    make_keys()
for name in names or GOLDEN:
    print(f"{name}: {', '.join(renew(name, transcript_of(name))) or 'unchanged'}", flush=True)
