"""Triage (分类分办): what a submission is about, who deals with it, how urgent it is, and why.

It suggests, people decide. Pure: no clock, no database, no network; it never raises on any text.
"""
