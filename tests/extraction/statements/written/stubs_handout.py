
class SGD(Optimizer):
    """Stochastic gradient descent."""

    decay = 0.0

    def __init__(self, lr):
        self.lr = lr

    def step(self):
        """Update every parameter."""
        raise NotImplementedError("SGD.step: your code here")
