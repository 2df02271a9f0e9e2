"""The questions at the end of each notebook: a file for each notebook, of the same name.

They stand here and not in the cells, so that a reader meets the answers after thinking. `bank` has
all of them by name.
"""
