"""``youyue partner``: partners are taken in, looked at and let go while everything runs."""
