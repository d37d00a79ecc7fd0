"""An assignment's folder -> key, handout, proof and release, on the instructor's machine.

The only package that imports `reference`. `frontends.staff` imports it.
"""
