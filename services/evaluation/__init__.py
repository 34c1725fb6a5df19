"""Evaluation: ballots (代表评), citizens' ratings, divergence alarms and the public figures."""
