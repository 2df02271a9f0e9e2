"""The lessons' way to Practice Twitch: starting it, and pressing the buttons of its pages."""
