"""A key with which a township's tokens are signed: the thing, its life chapter by chapter, and the table."""
