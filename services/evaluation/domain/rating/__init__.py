"""A raiser's rating: the thing, its life chapter by chapter, and the table of them."""
