"""People before real browsers, who do what they do by clicks."""
