"""What HTTP may cost a process: who is heard, what a request may bring, how long and how many at once."""
