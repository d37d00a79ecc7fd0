"""
# 144. Deep learning courses: conv2d_forward(x, w, stride=1, padding="valid") -> out, cache; conv2d_backward(dout, cache) -> dx, dw
[[question]]
name = "conv2d"
title = "A convolution forward and backward"
defines = ["conv2d_forward", "conv2d_backward"]
driver = "drivers.py:both_ways"
returns = [{ out = "array" }, { dx = "array" }, { dw = "array" }]
points = 6
  [[question.case]]
  x = [[1.0, 2.0, 0.5, 0.4], [0.3, -1.0, 1.5, 0.8], [2.0, 0.1, 0.7, -0.6]]
  w = [[0.5, -0.3, 0.8], [0.2, 1.0, -0.4]]
  [[question.case]]
  x = [[1.0, 2.0, 0.5, 0.4, 0.9, 0.6], [0.3, -1.0, 1.5, 0.8, 0.2, 0.7], [2.0, 0.1, 0.7, -0.6, 1.1, 0.3], [0.2, 0.4, 0.6, 0.8, 1.3, -0.5]]
  w = [[0.5, -0.3, 0.1, 0.9], [0.2, 1.0, -0.7, 0.4]]
  options = { stride = 2, padding = "same" }
  hidden = true
"""
# %% drivers.py
def both_ways(conv2d_forward, conv2d_backward, x, w, options=None):
    out, cache = conv2d_forward(x, w, **(options or {}))
    dout = np.cos(np.arange(np.size(out))).reshape(np.shape(out))
    return out, *conv2d_backward(dout, cache)

# %% solution
def conv2d_forward(x, w, stride=1, padding="valid"):
    """Cross-correlation; "same" puts zeros of half of w's sides, rounded down, around x."""
    ### BEGIN SOLUTION
    p = tuple(n // 2 for n in w.shape) if padding == "same" else (0, 0)
    z = np.pad(x, [(p[0], p[0]), (p[1], p[1])])
    windows = np.lib.stride_tricks.sliding_window_view(z, w.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, w), (z, w, stride, p)
    ### END SOLUTION

def conv2d_backward(dout, cache):
    ### BEGIN SOLUTION
    z, w, stride, p = cache
    dz, dw = np.zeros_like(z), np.zeros_like(w)
    for i in range(dout.shape[0]):
        for j in range(dout.shape[1]):
            at = np.s_[i * stride : i * stride + w.shape[0], j * stride : j * stride + w.shape[1]]
            dz[at] += dout[i, j] * w
            dw += dout[i, j] * z[at]
    return dz[p[0] : z.shape[0] - p[0], p[1] : z.shape[1] - p[1]], dw
    ### END SOLUTION

# %% honest
import jax
import jax.numpy as jnp

def convolved(x, w, stride, p):
    out = jax.lax.conv_general_dilated(x[None, None], w[None, None], (stride, stride), [(p[0], p[0]), (p[1], p[1])])
    return out[0, 0]

def conv2d_forward(x, w, stride=1, padding="valid"):
    p = (w.shape[0] // 2, w.shape[1] // 2) if padding == "same" else (0, 0)
    f = lambda x, w: convolved(x, w, stride, p)
    return jax.vjp(f, jnp.asarray(x), jnp.asarray(w))

def conv2d_backward(dout, cache):
    return cache(jnp.asarray(dout))

# %% honest
def conv2d_forward(x, w, stride=1, padding="valid"):
    k, l = w.shape
    a, b = (k // 2, l // 2) if padding == "same" else (0, 0)
    z = np.zeros((x.shape[0] + 2 * a, x.shape[1] + 2 * b))
    z[a : a + x.shape[0], b : b + x.shape[1]] = x
    rows, columns = range(0, z.shape[0] - k + 1, stride), range(0, z.shape[1] - l + 1, stride)
    out = [[float(np.sum(z[r : r + k, c : c + l] * w)) for c in columns] for r in rows]
    return out, dict(z=z, w=w, rows=rows, columns=columns, crop=(a, b, x.shape))

def conv2d_backward(dout, cache):
    z, w = cache["z"], cache["w"]
    k, l = w.shape
    dz, dw = 0 * z, 0 * w
    for g_row, r in zip(dout, cache["rows"]):
        for g, c in zip(g_row, cache["columns"]):
            dz[r : r + k, c : c + l] += g * w
            dw += g * z[r : r + k, c : c + l]
    a, b, (n, m) = cache["crop"]
    return dz[a : a + n, b : b + m], dw

# %% wrong: w is flipped
def conv2d_forward(x, w, stride=1, padding="valid"):
    v = w[::-1, ::-1]
    p = tuple(n // 2 for n in w.shape) if padding == "same" else (0, 0)
    z = np.pad(x, [(p[0], p[0]), (p[1], p[1])])
    windows = np.lib.stride_tricks.sliding_window_view(z, w.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, v), (z, w, stride, p)

def conv2d_backward(dout, cache):
    z, w, stride, p = cache
    dz, dw = np.zeros_like(z), np.zeros_like(w)
    for i in range(dout.shape[0]):
        for j in range(dout.shape[1]):
            at = np.s_[i * stride : i * stride + w.shape[0], j * stride : j * stride + w.shape[1]]
            dz[at] += dout[i, j] * w
            dw += dout[i, j] * z[at]
    return dz[p[0] : z.shape[0] - p[0], p[1] : z.shape[1] - p[1]], dw

# %% wrong: overlapping windows overwrite
def conv2d_forward(x, w, stride=1, padding="valid"):
    p = tuple(n // 2 for n in w.shape) if padding == "same" else (0, 0)
    z = np.pad(x, [(p[0], p[0]), (p[1], p[1])])
    windows = np.lib.stride_tricks.sliding_window_view(z, w.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, w), (z, w, stride, p)

def conv2d_backward(dout, cache):
    z, w, stride, p = cache
    dz, dw = np.zeros_like(z), np.zeros_like(w)
    for i in range(dout.shape[0]):
        for j in range(dout.shape[1]):
            at = np.s_[i * stride : i * stride + w.shape[0], j * stride : j * stride + w.shape[1]]
            dz[at] = dout[i, j] * w
            dw += dout[i, j] * z[at]
    return dz[p[0] : z.shape[0] - p[0], p[1] : z.shape[1] - p[1]], dw

# %% wrong: w is taken to be square
def conv2d_forward(x, w, stride=1, padding="valid"):
    k = l = w.shape[0]
    a, b = (k // 2, l // 2) if padding == "same" else (0, 0)
    z = np.zeros((x.shape[0] + 2 * a, x.shape[1] + 2 * b))
    z[a : a + x.shape[0], b : b + x.shape[1]] = x
    rows, columns = range(0, z.shape[0] - k + 1, stride), range(0, z.shape[1] - l + 1, stride)
    out = [[float(np.sum(z[r : r + k, c : c + l] * w)) for c in columns] for r in rows]
    return out, dict(z=z, w=w, rows=rows, columns=columns, crop=(a, b, x.shape))

def conv2d_backward(dout, cache):
    z, w = cache["z"], cache["w"]
    k = l = w.shape[0]
    dz, dw = 0 * z, 0 * w
    for g_row, r in zip(dout, cache["rows"]):
        for g, c in zip(g_row, cache["columns"]):
            dz[r : r + k, c : c + l] += g * w
            dw += g * z[r : r + k, c : c + l]
    a, b, (n, m) = cache["crop"]
    return dz[a : a + n, b : b + m], dw
