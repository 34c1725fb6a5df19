"""A divergence alarm (背离提示): the thing, its life chapter by chapter, and the table of them."""
