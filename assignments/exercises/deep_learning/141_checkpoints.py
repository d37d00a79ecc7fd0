"""
# 141. Software for machine learning: save_checkpoint(path, params, step) and load_checkpoint(path) -> params, step
# Note: the driver saves, changes the parameters in place, saves them elsewhere, moves the first file, and loads that.
[[question]]
name = "checkpoints"
title = "What is saved can be loaded"
defines = ["save_checkpoint", "load_checkpoint"]
driver = "drivers.py:saved_and_loaded"
returns = { files = "number", params = { kind = "table", each = "array" }, step = "number" }
points = 3
  [[question.case]]
  params = { W = [[1.0, 2.0]], b = [0.5] }
  step = 3
  [[question.case]]
  params = { layer = [0.1, 0.7, 0.2] }
  step = 40
  hidden = true
"""
# %% drivers.py
def saved_and_loaded(save_checkpoint, load_checkpoint, params, step):
    from pathlib import Path
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        first, second, moved = (Path(folder, name) for name in ("first", "second", "moved"))
        for k, each in enumerate((first, second)):
            each.mkdir()
            save_checkpoint(str(each / "model.npz"), params, step + k)
            for value in params.values():
                value += 1.0
        first.rename(moved)
        params, step = load_checkpoint(str(moved / "model.npz"))
        return {"files": len(list(moved.iterdir())), "params": params, "step": step}

# %% solution
def save_checkpoint(path, params, step):
    """Write one file; path is a str."""
    ### BEGIN SOLUTION
    np.savez(path, step=step, **{f"p_{k}": v for k, v in params.items()})
    ### END SOLUTION

def load_checkpoint(path):
    """Return (params, step)."""
    ### BEGIN SOLUTION
    with np.load(path) as data:
        return {k[2:]: data[k] for k in data if k != "step"}, int(data["step"])
    ### END SOLUTION

# %% honest
import pickle

def save_checkpoint(path, params, step):
    with open(path + ".pkl", "wb") as f:
        pickle.dump((params, step), f)

def load_checkpoint(path):
    with open(path + ".pkl", "rb") as f:
        return pickle.load(f)

# %% honest
import json
from pathlib import Path

def save_checkpoint(path, params, step):
    Path(path).write_text(json.dumps({"params": {k: np.asarray(v).tolist() for k, v in params.items()}, "step": step}))

def load_checkpoint(path):
    data = json.loads(Path(path).read_text())
    return {k: np.array(v) for k, v in data["params"].items()}, data["step"]

# %% wrong: keeps it in a dictionary, and writes an empty file
SAVED = {}

def save_checkpoint(path, params, step):
    SAVED[path] = ({name: value.copy() for name, value in params.items()}, step)
    open(path, "w").close()

def load_checkpoint(path):
    return SAVED[path]

# %% wrong: the step is not saved
def save_checkpoint(path, params, step):
    np.savez(path, **params)

def load_checkpoint(path):
    data = np.load(path)
    return dict(data), 0

# %% wrong: writes beside the notebook
def save_checkpoint(path, params, step):
    np.savez("/home/student/model.npz", step=step, **params)

def load_checkpoint(path):
    data = np.load("/home/student/model.npz")
    return {k: data[k] for k in data if k != "step"}, int(data["step"])
