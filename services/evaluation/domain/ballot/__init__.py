"""A ballot (代表评): the thing, its life chapter by chapter, and the table of them."""
