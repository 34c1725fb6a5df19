"""``youyue handover``: what is open when a term ends, for whoever begins."""
