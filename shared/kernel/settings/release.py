"""Which release runs: its number, and the commit that it was built of where that is known."""

from importlib.metadata import PackageNotFoundError, version


def release(commit: str) -> str:
    """``0.1.0+1a2b3c4``, as PEP 440 writes a local version; the number alone without a commit; ``unknown``
    for code that nobody installed."""
    try:
        number = version("youyue")
    except PackageNotFoundError:
        return "unknown"
    return f"{number}+{commit[:_SHORT]}" if commit else number


_SHORT = 12
"""Letters of a commit: enough to find it by."""
