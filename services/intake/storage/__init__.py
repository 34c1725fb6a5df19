"""The storage of intake's things."""
