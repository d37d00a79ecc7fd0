class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta, self.z = alpha, beta, 0.0

    def update(self, w, gradient):
        self.z = self.beta * self.z + gradient
        return w - self.alpha * self.z
