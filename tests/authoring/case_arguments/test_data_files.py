"""Arrays keep their dtype, and whatever else a file is ends in a sentence: no pickle is read, no path leads outside."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pytest
from support.tables import tables

from grader.authoring.case_arguments import data_files
from grader.authoring.case_arguments.data_files import read_file, read_numbers


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    np.savez_compressed(tmp_path / "data" / "train.npz", X=np.eye(2, dtype=np.float32), y=np.array([1, 2]))
    np.save(tmp_path / "w.npy", np.asfortranarray([[True, False], [True, True]]))
    return tmp_path


def test_arrays_keep_their_dtype_and_shape(folder):
    X = read_numbers(folder, {"file": "data/train.npz", "key": "X"})
    assert (X.dtype, X.shape) == (np.float32, (2, 2))
    assert read_numbers(folder, {"file": "data/train.npz", "key": "y"}).dtype == np.int64
    w = read_numbers(folder, {"file": "w.npy"})
    assert w.dtype == bool and w.flags.c_contiguous and w.tolist() == [[True, False], [True, True]]


def test_another_byte_order_is_the_machines_own_afterwards(folder):
    np.save(folder / "big.npy", np.array([1.5, 2.5], dtype=">f8"))
    big = read_numbers(folder, {"file": "big.npy"})
    assert big.dtype == np.float64 and big.dtype.isnative and big.tolist() == [1.5, 2.5]


def test_one_number_is_a_number_and_words_are_lists(folder):
    np.savez(folder / "mixed.npz", alpha=0.5, labels=np.array(["ham", "spam"]))
    assert read_numbers(folder, {"file": "mixed.npz", "key": "alpha"}) == 0.5
    assert read_numbers(folder, {"file": "mixed.npz", "key": "labels"}) == ["ham", "spam"]


class Exploit:
    def __reduce__(self):
        return (print, ("a pickle was read",))


def _write_odd_files(folder):
    np.save(folder / "objects.npy", np.array([Exploit(), 1], dtype=object), allow_pickle=True)
    np.savez(folder / "objects.npz", X=np.array([Exploit()], dtype=object))
    (folder / "pickle.npy").write_bytes(pickle.dumps(Exploit()))
    (folder / "torn.npy").write_bytes((folder / "w.npy").read_bytes()[:-1])
    (folder / "text.npz").write_text("no archive")
    np.save(folder / "dates.npy", np.array(["2026-01-01"], dtype="datetime64[D]"))
    (folder / "link.npy").symlink_to(folder / "w.npy")
    (folder / "linked").symlink_to(folder / "data")
    (folder / "huge.npy").write_bytes(_header_of_a_huge_array())


def _header_of_a_huge_array() -> bytes:
    np.lib.format.write_array_header_1_0(
        packed := io.BytesIO(), {"descr": "<f8", "fortran_order": False, "shape": (1 << 60,)}
    )
    return packed.getvalue()


ODD = tables(__file__, "data_files.toml")["refused"]


@pytest.mark.parametrize(("table", "words"), ODD)
def test_what_is_no_array_ends_in_a_sentence(table, words, folder, capfd):
    _write_odd_files(folder)
    with pytest.raises(ValueError) as fault:  # noqa: PT011  the words are compared below
        read_numbers(folder, table)
    assert words in str(fault.value)
    assert capfd.readouterr().out == ""


def test_a_file_and_an_array_have_a_limit(folder, monkeypatch):
    """An archive is measured before it is unpacked: 8 MB of zeros are 8 kB in it."""
    np.savez_compressed(folder / "zeros.npz", X=np.zeros(1 << 20))
    monkeypatch.setattr(data_files, "MAX_BYTES", 1 << 20)
    with pytest.raises(ValueError, match="'X' has more than 1 MB"):
        read_numbers(folder, {"file": "zeros.npz", "key": "X"})
    (folder / "long.csv").write_text("1\n" * (1 << 20))
    with pytest.raises(ValueError, match="long.csv has more than 1 MB; a part of these data is enough"):
        read_file(folder, "long.csv")
