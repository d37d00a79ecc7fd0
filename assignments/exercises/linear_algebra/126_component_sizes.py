"""
# 126. Graph algorithms for machine learning: component_sizes(neighbours) -> dict of sizes by the smallest vertex
# Note: the lists of neighbours have several lengths; keys that are whole numbers count as text.
[[question]]
name = "component_sizes"
title = "Connected components"
signature = "component_sizes(neighbours)"
returns = { kind = "table", each = "number" }
points = 3
  [[question.case]]
  neighbours = { list = [[1, 2], [0], [0], []] }
  [[question.case]]
  neighbours = { list = [[4], [2], [1, 3], [2], [0], []] }
  hidden = true
"""
# %% solution
def component_sizes(neighbours):
    """By its smallest vertex, how many vertices each connected component has."""
    ### BEGIN SOLUTION
    sizes, seen = {}, set()
    for start in range(len(neighbours)):
        if start in seen:
            continue
        stack, members = [start], set()
        while stack:
            vertex = stack.pop()
            if vertex not in members:
                members.add(vertex)
                stack.extend(neighbours[vertex])
        sizes[start] = len(members)
        seen |= members
    return sizes
    ### END SOLUTION

# %% honest
def component_sizes(neighbours):
    label = list(range(len(neighbours)))
    for _ in label:
        label = [min([label[v], *(label[u] for u in neighbours[v])]) for v in range(len(label))]
    return {name: label.count(name) for name in label}

# %% honest
def component_sizes(neighbours):
    n = len(neighbours)
    A = np.eye(n, dtype=int)
    for v, others in enumerate(neighbours):
        A[v, others] = 1
    first, sizes = (np.linalg.matrix_power(A, n) > 0).argmax(axis=1), np.zeros(n)
    np.add.at(sizes, first, 1)
    return {str(v): sizes[v] for v in np.flatnonzero(sizes)}

# %% wrong: the number of neighbours
def component_sizes(neighbours):
    return {v: len(others) + 1 for v, others in enumerate(neighbours)}

# %% wrong: lonely vertices are left out
def component_sizes(neighbours):
    label = list(range(len(neighbours)))
    for _ in label:
        label = [min([label[v], *(label[u] for u in neighbours[v])]) for v in range(len(label))]
    return {name: label.count(name) for name in label if label.count(name) > 1}

# %% wrong: a list
def component_sizes(neighbours):
    label = list(range(len(neighbours)))
    for _ in label:
        label = [min([label[v], *(label[u] for u in neighbours[v])]) for v in range(len(label))]
    return [label.count(name) for name in sorted(set(label))]
