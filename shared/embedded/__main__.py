"""``python -m shared.embedded forget``: remove the demo's stored data (`make fresh`)."""

import shutil
import sys
from pathlib import Path

from shared.embedded.postgres import (
    EmbeddedPostgres,
    EmbeddedPostgresError,
    default_data_dir,
    default_files_dir,
    default_secrets_dir,
)


def main(arguments: list[str]) -> int:
    """Run the one command there is; the result is the exit code."""
    if arguments != ["forget"]:
        sys.stderr.write("python -m shared.embedded forget\n")
        return 2
    project = Path(__file__).resolve().parents[2]
    data_dir = default_data_dir(project)
    try:
        EmbeddedPostgres(data_dir).forget()
        shutil.rmtree(default_files_dir(project), ignore_errors=True)
        shutil.rmtree(default_secrets_dir(project), ignore_errors=True)
    except EmbeddedPostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"演示数据已清空。The demo data is gone: {data_dir}\n")
    return 0


sys.exit(main(sys.argv[1:]))
