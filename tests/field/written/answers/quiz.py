schedule = []  # one or several of "fixed", "1/k", "line search"
### BEGIN SOLUTION
schedule = ["1/k", "line search"]
### END SOLUTION

rate = None
### BEGIN SOLUTION
rate = 7 / 16
### END SOLUTION

names = {"look_ahead": None, "norm": ""}
### BEGIN SOLUTION
names = {"look_ahead": "Nesterovian", "norm": "taxicab"}
### END SOLUTION

essay = """..."""
### BEGIN SOLUTION
essay = "Its sum diverges."
### END SOLUTION
