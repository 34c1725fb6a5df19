"""A township (乡镇): the thing, its life chapter by chapter, and the table of them."""
