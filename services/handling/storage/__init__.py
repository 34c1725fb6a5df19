"""The storage of handling's things."""
