"""``youyue archive``: what has ended, as files whose sums can be checked without the platform."""
