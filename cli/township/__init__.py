"""``youyue township``: a township's lists, in and out."""
