"""A meeting (约见): the thing, its life chapter by chapter, and the table of them."""
