# %%
import numpy as np
# %%
def scaled(w, s):
    ### BEGIN SOLUTION
    w = np.asarray(w)
    moved = [0.5]
    moved.append(1.0)
    if s < 0:
        w = 3 * w
    count = 0
    while count < s:
        count = count + 1
    return w * s + sum(moved) * count
    ### END SOLUTION
