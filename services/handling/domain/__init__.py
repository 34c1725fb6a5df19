"""Items, promises and projects as values, and the tables that move them."""
