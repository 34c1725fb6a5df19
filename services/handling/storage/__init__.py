"""Where handling keeps its things."""
