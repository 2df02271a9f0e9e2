"""Try-outs: they run the code that a reader wrote against many cases, and say what came of it."""
