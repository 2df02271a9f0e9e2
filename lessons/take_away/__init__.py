"""The folders that readers take away: their own project, and the finished program."""
