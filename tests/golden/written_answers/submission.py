converges = ["1/L", "2/L"]

rate = 0.5

names = {"look_ahead": "nesterov", "norm": None}

explanation = """One gradient of a batch costs less,
and points downhill on average."""
