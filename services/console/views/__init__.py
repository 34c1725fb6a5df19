"""What people are shown, as plain values: pure functions of what is stored."""
