"""The use cases of evaluation in which loading and deciding alone is not enough."""
