"""
# 103. Deep learning courses: clip_gradients(gradients, max_norm) -> gradients, norm
[[question]]
name = "clip_gradients"
title = "Clipping by the global norm"
signature = "clip_gradients(gradients, max_norm)"
returns = [{ gradients = { W = "array", b = "array" } }, { norm = "number" }]
points = 3
  [[question.case]]
  gradients = { W = [[3.0, 4.0], [0.0, 1.0]], b = [1.0, -2.0] }
  max_norm = 2.0
  [[question.case]]
  gradients = { W = [[0.3, 0.4]], b = [0.1] }
  max_norm = 1.5
  hidden = true
  [[question.case]]
  gradients = { W = [[3.0], [5.0]], b = [0.5] }
  max_norm = 1.5
  hidden = true
"""
# %% solution
def clip_gradients(gradients, max_norm):
    """Return (clipped gradients, the norm before)."""
    ### BEGIN SOLUTION
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = min(1.0, max_norm / norm)
    return {name: g * factor for name, g in gradients.items()}, norm
    ### END SOLUTION

# %% honest
def clip_gradients(gradients, max_norm):
    total = np.linalg.norm(np.concatenate([g.ravel() for g in gradients.values()]))
    if total > max_norm:
        for g in gradients.values():
            g *= max_norm / total
    return gradients, total

# %% honest
def clip_gradients(gradients, max_norm):
    W, b = gradients["W"], gradients["b"]
    norm = (float(np.linalg.norm(W)) ** 2 + float(np.dot(b, b))) ** 0.5
    scale = max_norm / max(norm, max_norm)
    return dict(b=(b * scale).tolist(), W=W * scale), norm

# %% wrong: each by its own norm
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    return {n: g * min(1.0, max_norm / np.linalg.norm(g)) for n, g in gradients.items()}, norm

# %% wrong: by value
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    return {n: np.clip(g, -max_norm, max_norm) for n, g in gradients.items()}, norm

# %% wrong: small gradients are scaled up
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    return {n: g * max_norm / norm for n, g in gradients.items()}, norm
