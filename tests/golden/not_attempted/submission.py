def gradient_descent(g, alpha, max_its, w):
    """Return (weight_history, cost_history)."""
    pass
