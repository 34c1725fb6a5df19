"""Backup and restore of the services' databases: one consistent cut through all of them, and the way back."""
