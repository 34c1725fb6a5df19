"""Drills: what operators would do in a bad hour, done from beginning to end on servers of their own."""
