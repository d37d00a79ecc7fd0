"""
# 138. Software for machine learning: @dataclass TrainConfig with defaults, from_dict, steps and a ValueError for nonsense
[[question]]
name = "TrainConfig"
title = "A dataclass that refuses nonsense"
signature = "class TrainConfig"
driver = "drivers.py:configured"
returns = { config = { kind = "table", each = "number" }, steps = "number", error = "text" }
points = 4
  [[question.case]]
  settings = { lr = 0.5, epochs = 3 }
  [[question.case]]
  settings = { lr = -0.5, epochs = 3 }
  [[question.case]]
  settings = { lr = 0.5, epochs = 3, batch_size = 25 }
  [[question.case]]
  settings = { lr = 0.2, epochs = 7, batch_size = 30 }
  hidden = true
  [[question.case]]
  settings = { lr = 0.0, epochs = 2 }
  hidden = true
"""
# %% drivers.py
def configured(TrainConfig, settings):
    try:
        config = TrainConfig.from_dict(settings)
    except ValueError as error:
        return {"config": {}, "steps": 0, "error": str(error)}
    settings = {name: getattr(config, name) for name in ("lr", "epochs", "batch_size")}
    return {"config": settings, "steps": config.steps(100), "error": ""}

# %% solution
from dataclasses import dataclass
### BEGIN SOLUTION
import math
### END SOLUTION

@dataclass
class TrainConfig:
    """lr, epochs, batch_size=32; `lr must be positive` is raised as ValueError."""

    lr: float
    epochs: int
    batch_size: int = 32

    def __post_init__(self):
        ### BEGIN SOLUTION
        if self.lr <= 0:
            raise ValueError("lr must be positive")
        ### END SOLUTION

    @classmethod
    def from_dict(cls, settings):
        ### BEGIN SOLUTION
        return cls(**settings)
        ### END SOLUTION

    def steps(self, n):
        """The number of steps on n points; the last batch may be smaller."""
        ### BEGIN SOLUTION
        return self.epochs * math.ceil(n / self.batch_size)
        ### END SOLUTION

# %% honest
from dataclasses import dataclass, field

@dataclass(frozen=True)
class TrainConfig:
    lr: float
    epochs: int
    batch_size: int = field(default=32)

    def __post_init__(self):
        if not self.lr > 0:
            raise ValueError("lr must be positive")

    @staticmethod
    def from_dict(settings):
        return TrainConfig(settings["lr"], settings["epochs"], settings.get("batch_size", 32))

    def steps(self, n):
        return self.epochs * ((n + self.batch_size - 1) // self.batch_size)

# %% honest
class TrainConfig:
    def __init__(self, lr, epochs, batch_size=32):
        if lr <= 0:
            raise ValueError("lr must be positive")
        self.lr, self.epochs, self.batch_size = lr, epochs, batch_size

    from_dict = classmethod(lambda cls, settings: cls(**settings))

    def steps(self, n):
        return self.epochs * -(-n // self.batch_size)

# %% wrong: a batch too many where the points fill all of them
from dataclasses import dataclass

@dataclass
class TrainConfig:
    lr: float
    epochs: int
    batch_size: int = 32

    def __post_init__(self):
        if self.lr <= 0:
            raise ValueError("lr must be positive")

    @classmethod
    def from_dict(cls, settings):
        return cls(**settings)

    def steps(self, n):
        return self.epochs * (n // self.batch_size + 1)

# %% wrong: 0 counts as positive
import math
from dataclasses import dataclass

@dataclass
class TrainConfig:
    lr: float
    epochs: int
    batch_size: int = 32

    def __post_init__(self):
        if self.lr < 0:
            raise ValueError("lr must be positive")

    @classmethod
    def from_dict(cls, settings):
        return cls(**settings)

    def steps(self, n):
        return self.epochs * math.ceil(n / self.batch_size)

# %% wrong: from_dict is forgotten
from dataclasses import dataclass

@dataclass
class TrainConfig:
    lr: float
    epochs: int
    batch_size: int = 32

    def steps(self, n):
        return -(-n // self.batch_size) * self.epochs
