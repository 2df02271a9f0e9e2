"""Practice Twitch: a small local stand-in for Twitch, to learn OAuth with.

It serves the same paths as the real Twitch from one address on this computer. It shares no code
with `helpers/`, the learner's side: the two meet over HTTP only.
"""
