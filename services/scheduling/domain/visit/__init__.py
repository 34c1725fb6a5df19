"""A visit (实地看): the thing, its life chapter by chapter, and the table of them."""
