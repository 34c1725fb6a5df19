"""``youyue doctor``: what the installation is like, and what to do."""
