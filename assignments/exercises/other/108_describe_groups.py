"""
# 108. Data science courses: describe_groups(names, values) -> list of dicts
[[question]]
name = "describe_groups"
title = "A table without pandas"
signature = "describe_groups(names, values)"
returns = { kind = "list", each = { name = { kind = "label", options = ["a", "b", "c"] }, count = "number", mean = "number" } }
points = 3
  [[question.case]]
  names = ["b", "a", "b"]
  values = [1.0, 2.5, 4.0]
  [[question.case]]
  names = ["c", "a", "c", "b", "c"]
  values = [1.0, 2.5, 4.0, -1.0, 0.3]
  hidden = true
"""
# %% solution
def describe_groups(names, values):
    """Return one dictionary for each name, in the order of the alphabet: name, count, mean."""
    ### BEGIN SOLUTION
    rows = []
    for name in sorted(set(names)):
        own = [v for n, v in zip(names, values) if n == name]
        rows.append({"name": name, "count": len(own), "mean": sum(own) / len(own)})
    return rows
    ### END SOLUTION

# %% honest
def describe_groups(names, values):
    names = np.array(names)
    unique, counts = np.unique(names, return_counts=True)
    return [dict(mean=np.mean(values[names == u]), count=c, name=u) for u, c in zip(unique, counts)]

# %% honest
def describe_groups(names, values):
    groups = {}
    for n, v in zip(names, values):
        groups.setdefault(n, []).append(float(v))
    return tuple({"name": n, "count": len(g), "mean": float(np.median(g) * 0 + sum(g) / len(g)), "max": max(g)} for n, g in sorted(groups.items()))

# %% wrong: in the order of appearance
def describe_groups(names, values):
    rows = []
    for name in dict.fromkeys(names):
        own = [v for n, v in zip(names, values) if n == name]
        rows.append({"name": name, "count": len(own), "mean": sum(own) / len(own)})
    return rows

# %% wrong: divides by all
def describe_groups(names, values):
    rows = []
    for name in sorted(set(names)):
        own = [v for n, v in zip(names, values) if n == name]
        rows.append({"name": name, "count": len(own), "mean": sum(own) / len(names)})
    return rows

# %% wrong: a dictionary of rows
def describe_groups(names, values):
    rows = {}
    for name in sorted(set(names)):
        own = [v for n, v in zip(names, values) if n == name]
        rows[name] = {"count": len(own), "mean": sum(own) / len(own)}
    return rows
