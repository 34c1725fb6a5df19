"""The shelves: which books there are, and who has them."""
