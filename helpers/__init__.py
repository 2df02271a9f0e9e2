"""The learner's side of the wire: what the notebooks call.

Start with `oauth.py`: it holds the requests this tutorial is about.
"""

from helpers import plain_errors

plain_errors.start()
