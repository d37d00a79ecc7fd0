# %%
class Walk:
    def __init__(self, bowl):
        ### BEGIN SOLUTION
        self.bowl = bowl
        ### END SOLUTION

    def step(self, w):
        ### BEGIN SOLUTION
        return w - 0.1 * self.bowl(w)
        ### END SOLUTION


def halved(x, parts, k):
    ### BEGIN SOLUTION
    if k < 0:
        raise ValueError("k is negative")
    return x / k + parts["W"][0].sum()
    ### END SOLUTION


def looked_at(t):
    ### BEGIN SOLUTION
    return t * t
    ### END SOLUTION
