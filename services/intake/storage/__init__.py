"""Where intake keeps its things."""
