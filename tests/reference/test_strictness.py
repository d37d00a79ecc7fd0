"""That the tests of `reference` run under the flags they claim, and hand none of them on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pytest

HERE = Path(__file__).parent
OUTSIDE = """
import jax.numpy as jnp

def test_jax_is_as_it_comes():
    assert jnp.asarray(1.0).dtype == "float32"
    jnp.ones((2, 2)) + jnp.ones(2, "float16")
"""
INSIDE = """
import jax.numpy as jnp

def test_jax_is_strict():
    assert jnp.asarray(1.0).dtype == "float64"
"""


def test_a_silent_change_of_dtype_or_rank_raises_here():
    """Otherwise the float32 tests would prove nothing."""
    with pytest.raises(Exception, match="jax_numpy_dtype_promotion"):
        jnp.ones(2, np.float32) + jnp.ones(2, np.float64)
    with pytest.raises(ValueError, match="jax_numpy_rank_promotion"):
        jnp.ones((2, 2)) + jnp.ones(2)


@pytest.mark.slow
def test_the_flags_end_with_the_file(tmp_path):
    """Files of other folders run in the same process: one before ours, and one after it."""
    before, ours, after = (
        tmp_path / "test_before.py",
        tmp_path / "reference" / "test_ours.py",
        tmp_path / "test_after.py",
    )
    ours.parent.mkdir()
    ours.with_name("conftest.py").write_text(HERE.joinpath("conftest.py").read_text())
    for file, text in ((before, OUTSIDE), (ours, INSIDE), (after, OUTSIDE)):
        file.write_text(text)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        tmp_path,
        before,
        ours,
        after,
    ]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}  # conftest.py imports from the folder of the tests
    done = subprocess.run(command, cwd=HERE.parents[1], env=environment, capture_output=True, text=True, check=False)
    assert "3 passed" in done.stdout, done.stdout
