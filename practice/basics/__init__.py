"""What every room uses: the time, random values, and the marks that stand in for secrets."""
