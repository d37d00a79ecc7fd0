"""What a program may read is seen by a word: rather a file too many than one too few."""

import pytest

from grader.base.named_files import files_in_use

MODULES = {"functions.py": "def halving(k): ...", "tools.py": "import csv\nROWS = open('scores.csv')"}
FILES = ("data/train.csv", "words.txt", "scores.csv")


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ("import functions", (*MODULES, "data/train.csv", "scores.csv")),  # tools.py says csv
        ("np.load(f'data/{name}')", ("data/train.csv",)),
        ("open(name + '.txt')", ("words.txt",)),
        ("open('words' + ending)", ("words.txt",)),
        ("functions_of = 2 * train_size", (*MODULES, "data/train.csv", "scores.csv")),
        ("def f(swords): return swords", ()),
    ],
)
def test_the_name_a_folder_or_the_ending_of_a_file_is_enough(source, files):
    assert files_in_use(source, MODULES, FILES) == files
