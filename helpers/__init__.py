"""The learner's side of the wire: what the notebooks call.

Start with `oauth.py`: it holds the requests this tutorial is about.
"""

from helpers.plain_errors import explain_unknown_names

explain_unknown_names()
