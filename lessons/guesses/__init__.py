"""What a reader predicts before a cell runs, and what came of it. Here the guesses are data."""
