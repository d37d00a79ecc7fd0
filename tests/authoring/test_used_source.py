"""What a question uses of public files: more than it needs costs seconds, less would keep what is out of date."""

from __future__ import annotations

import pytest

from grader.authoring.used_source import used_source

FILES = {
    "drivers.py": '"""Drivers."""\nimport os\nfrom helpers import shift\nSIZE = 2\ndef run(f): return f(SIZE)\n'
    "def moved(f): return shift(f(1))\nclass Base: pass\n",
    "helpers.py": "TABLE = {}\nTABLE[1] = 2\ndef shift(x): return x + 1\n",
}


@pytest.mark.parametrize(
    ("text", "of_drivers", "of_helpers"),
    [
        ("", "", "TABLE = {}\nTABLE[1] = 2"),  # runs whenever the file does
        ('{"driver": "drivers.py:run"}', "SIZE = 2\ndef run(f):\n    return f(SIZE)", "TABLE = {}\nTABLE[1] = 2"),
        ("from drivers import Base", FILES["drivers.py"], FILES["helpers.py"]),
        (r'"x = 1\nimport numpy, drivers\n"', FILES["drivers.py"], FILES["helpers.py"]),  # as JSON writes a program
        ("the drivers and helpers of an import", "", "TABLE = {}\nTABLE[1] = 2"),
    ],
)
def test_a_text_uses_what_it_names_and_all_that_this_reads(text, of_drivers, of_helpers):
    assert used_source(FILES, text) == {"drivers.py": of_drivers, "helpers.py": of_helpers}


def test_what_a_driver_imports_counts_whole():
    used = used_source(FILES, "drivers.py:moved")
    assert used["helpers.py"] == FILES["helpers.py"] and "SIZE" not in used["drivers.py"]
