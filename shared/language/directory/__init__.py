"""What a township's lists say on a day, and how they change: pure."""

from shared.language.directory.directory import Directory

__all__ = ["Directory"]
