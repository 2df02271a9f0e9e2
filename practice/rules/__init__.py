"""The server's side of OAuth: who may get a code, a token, an answer, and why not.

Start with `rules.py`; it says in which order to read the others.
"""
