"""What passes between the packages, as frozen values: key, transcript, report, values, costs. Data only.

Imports `base` alone; every package may import it.
"""
