"""What ``make train-triage`` has learned: bulk data, generated, that travels with the program."""
