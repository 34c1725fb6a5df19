"""The papers that intake prints: the slip that a raiser takes home, and the poster on the station's wall."""
