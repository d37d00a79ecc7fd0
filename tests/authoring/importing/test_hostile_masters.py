"""A master that somebody sent is refused in a sentence, or imported; it ends nothing and fills no memory."""

from __future__ import annotations

import json

import pytest

from grader.authoring.importing.formats import NotImportable, read_foreign
from grader.authoring.importing.importer import import_master
from grader.base.errors import UserError


def raw(text):
    return {"cell_type": "raw", "metadata": {}, "source": f"# BEGIN QUESTION\n{text}"}


@pytest.mark.parametrize(
    ("notebook", "fault"),
    [
        ({}, "it has no list of cells"),
        ({"cells": [1]}, "cell 1 holds no text"),
        ({"cells": [{"source": [{"a": 1}]}]}, "cell 1 holds no text"),
        ({"cells": [{"source": "", "metadata": None}]}, "the metadata of cell 1 are no table"),
        ({"cells": [], "metadata": []}, "its metadata are no table"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_place(notebook, fault):
    with pytest.raises(NotImportable, match=f"not a notebook of format 4: {fault}. Save it anew"):
        read_foreign(notebook)


def test_metadata_of_another_kind_than_nbgrader_writes_are_left_alone():
    cells = [{"cell_type": "code", "metadata": {"nbgrader": word}, "source": "x = 1"} for word in (None, "x", [1])]
    master = read_foreign({"cells": cells, "metadata": {"kernelspec": "python"}})
    assert (master.code, master.questions) == (["x = 1"] * 3, [])


@pytest.mark.parametrize("text", ["a: 2020-13-45", "[" * 600, "a: !!python/object/apply:os._exit [0]", "&a [*a]"])
def test_options_that_cannot_be_read_are_none(text):
    (question,) = read_foreign({"cells": [raw(text)], "metadata": {}}).questions
    assert (question.name, question.points) == ("question_1", None)


def test_json_that_is_nested_too_deeply_is_refused(tmp_path):
    (path := tmp_path / "hw.ipynb").write_text(json.dumps({"cells": 0}).replace("0", "[" * 100_000))
    with pytest.raises(UserError, match="this is not a notebook"):
        import_master(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
