"""How near another run must be to a mistake's run, row by row.

What is not finite has no scale: where a mistake gives nan or inf, the answer must not be finite either. Rows after a
run has blown up, or beyond a kink, are no evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

CLOSE = 1e-4  # of the size of the run so far: a hundred times what float32 loses, a tenth of what mistakes differ by
SPREAD = 1.35  # how fast rounding errors may grow per step: nobody chose a wrong run for being stable
OF_MOTION, OF_SIZE = 1e-3, 3e-6  # of a close run: in parts of how far it has moved, and at least of its size
WIDEST = 99  # steps after which the bound grows no more
BLOWN_UP = 1e6  # times the size of its start: beyond it only the blowing up is compared


def as_rows(array: np.ndarray) -> np.ndarray:
    """Any array as rows (R, n); a number is one row."""
    return array.reshape(len(array), -1) if array.ndim and len(array) else array.reshape(-1, 1)


def row_bounds(rows: np.ndarray, tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """How far each row (..., R, n) of another run may be, and which rows precede a blow-up; each (..., R)."""
    size = np.abs(rows).max(axis=-1, initial=0.0)  # a run may have rows without numbers
    calm = size <= BLOWN_UP * _first_size(size)
    if not calm.all():
        calm = np.logical_and.accumulate(calm, axis=-1)
        size = np.where(calm, size, 0.0)
    scale = np.maximum.accumulate(size, axis=-1)
    return np.maximum(_shares(size.shape[-1]) * scale, tolerance), calm


def _close_bounds(rows: np.ndarray, tolerance: float) -> np.ndarray:
    """How far each row of a run may be that must be close to this one, (R,)."""
    with np.errstate(invalid="ignore"):  # inf - inf
        motion = np.fmax.accumulate(np.abs(rows - rows[:1]).max(axis=1))
    size = np.fmax.accumulate(np.abs(rows).max(axis=1))
    return np.fmax(OF_MOTION * np.fmax(motion, tolerance), OF_SIZE * size)


@lru_cache(maxsize=128)
def _shares(count: int) -> np.ndarray:
    """How far each of so many rows may be, in parts of the size of the run so far."""
    return (1e-6 * SPREAD ** np.arange(count).clip(max=WIDEST)).clip(CLOSE, 1e-2)


def _first_size(size: np.ndarray) -> np.ndarray:
    """Size of each run's first row (..., 1), at least 1; 1 where it is not finite."""
    first = size[..., :1]
    return np.where((first > 1.0) & np.isfinite(first), first, 1.0)


@dataclass(frozen=True, eq=False)
class BoundedRun:
    """An array as rows (R, n), with how far each row of another may be from it, (R, 1).

    What is not finite matches what is not finite, and nothing else. `free` are the rows that say nothing, (R, 1): those
    beyond a kink, and those after the run has blown up. `blown` are the latter, (R,): there the other run must exceed
    `least`. Both are None where there is no such row.
    """

    shape: tuple[int, ...]
    rows: np.ndarray
    allowed: np.ndarray
    free: np.ndarray | None
    blown: np.ndarray | None
    least: float

    @classmethod
    def of(cls, array: np.ndarray, tolerance: float, beyond_kink: np.ndarray, *, is_close: bool = False) -> BoundedRun:
        """The array with its bounds; `beyond_kink` says which of its rows are not compared, (R,).

        A run that another one must be close to is met by none that hardly moves, as it does itself.
        """
        rows = as_rows(array)
        allowed, calm = row_bounds(rows, tolerance)
        allowed = np.minimum(allowed, _close_bounds(rows, tolerance)) if is_close else allowed
        if calm.all() and not beyond_kink.any() and np.isfinite(allowed).all():  # most runs
            return cls(array.shape, rows, allowed[:, None], None, None, np.inf)
        allowed, blown = np.where(beyond_kink, np.inf, allowed), ~(calm | beyond_kink)
        strict = blown & ~np.isfinite(rows).all(axis=1) & (np.cumsum(blown) == 1)  # from a number to nan in one step
        if len(blown) and blown[0]:  # there is no scale to say what blowing up is
            strict, blown = blown, np.zeros_like(blown)
        free = np.isinf(allowed) | blown & ~strict
        least = BLOWN_UP / 10 * float(_first_size(np.abs(rows).max(axis=1))[0]) if blown.any() else np.inf
        return cls(
            array.shape, rows, allowed[:, None], free[:, None] if free.any() else None, blown if blown.any() else None,
            least,
        )  # fmt: skip

    def near(self, array: np.ndarray) -> bool:
        """Whether two arrays agree row by row, as far as this one stays within bounds."""
        if array.shape != self.shape:
            return False
        if not array.size:
            return True
        rows = array.reshape(self.rows.shape)
        near = np.abs(rows - self.rows) <= self.allowed
        if not near.all():
            if self.free is None and self._finite.all():
                return False
            near |= ~self._finite & ~np.isfinite(rows)  # neither holds a finite number
            if not (near if self.free is None else near | self.free).all():
                return False
        return self.blown is None or not bool((np.abs(rows[self.blown]) <= self.least).all())

    def contradicts(self, right: np.ndarray, tolerance: np.ndarray) -> bool:
        """Whether an array that is near this run shows that the right rows (R', n) are not met; tolerance (R', 1).

        Free rows do not show it, nor do rows that are right. Where this run is not finite, an array near it is not
        either. A history of nothing but nan may come of anything.
        """
        if len(self.rows) > 1 and not self._finite.any():
            return False
        if self.rows.shape != right.shape:
            return True
        apart = (np.abs(self.rows - right) > tolerance) | ~self._finite
        return bool((apart if self.free is None else apart & ~self.free).any())

    @cached_property
    def _finite(self) -> np.ndarray:
        """Which numbers are neither infinite nor nan."""
        return np.isfinite(self.rows)
