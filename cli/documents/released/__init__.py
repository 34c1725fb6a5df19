"""What was promised with the last release, and what the code has done to it since."""
