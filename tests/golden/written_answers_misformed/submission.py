converges = "small ones"

rate = "7/16"

names = ["Nesterov", "l1"]

explanation = """..."""
