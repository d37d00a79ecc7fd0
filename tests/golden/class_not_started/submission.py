class Momentum:
    """Momentum: z = beta z + gradient, then w = w - alpha z; `step` returns the new w."""

    def __init__(self, alpha, beta):
        raise NotImplementedError("Momentum.__init__: your code here")

    def step(self, w, gradient):
        """Return the next point."""
        raise NotImplementedError("Momentum.step: your code here")
