"""One request and its answer: what was sent, what came back, what was pasted, and what it means."""
