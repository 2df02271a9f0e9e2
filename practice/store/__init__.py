"""What Practice Twitch remembers: one SQLite file. The only room that knows SQL."""
