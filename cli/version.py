"""``youyue --version``."""

import os
import subprocess
from pathlib import Path

from shared.kernel.settings.release import release

_PROJECT = Path(__file__).resolve().parent.parent


def version() -> str:
    """The release: of an image as it was built, of a clone as it stands."""
    return f"youyue {release(os.environ.get('YOUYUE_COMMIT') or _commit_of_the_clone())}"


def _commit_of_the_clone() -> str:
    if not (_PROJECT / ".git").exists():
        return ""
    asked = ("git", "-C", str(_PROJECT), "rev-parse", "HEAD")
    try:
        return subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""
