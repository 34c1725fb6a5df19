"""Ways in which a matter fell out of the loop, each shut: the names are those of the cases."""
