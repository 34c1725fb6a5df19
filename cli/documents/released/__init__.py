"""The promises of the last release, and the changes of the code since."""
