"""The bus: topology as data, the way of one delivery, and the two transports that carry it."""
