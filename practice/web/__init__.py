"""Practice Twitch as HTTP: pages and endpoints. The only room that knows tornado."""
