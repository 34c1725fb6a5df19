"""The services: one bounded context each; they never import each other."""
