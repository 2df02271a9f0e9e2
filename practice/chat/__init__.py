"""Practice Twitch's chat: lines of IRC in, lines of IRC out, and the people who talk there."""
