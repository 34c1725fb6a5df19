"""Reads the AsyncAPI documents as a partner's tools do: the parser of AsyncAPI looks for faults, Modelina
writes TypeScript and Python, both are compiled, and the Python reads the example of each message. Read are
those of the services, and those of two partners of the sample.

Usage: python -m scripts.asyncapi. What is needed of npm is installed into a folder that is thrown away; where
node, npm or a package is not there, that is said and the exit code is 0. The exit code is 1 if anything is
wrong.
"""

import compileall
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from cli.documents.everything import asyncapi_documents
from shared.kernel.bus.access.partners import load_partners
from shared.language.house import HOUSE

PARTNERS = ("partner-12345", "partner-liaison")
PACKAGES = ("@asyncapi/parser@3.6.6", "@asyncapi/modelina@5.10.1", "typescript@7.0.2")
MODELS = Path(__file__).with_name("asyncapi_models.mjs")
TO_INSTALL = (
    "--no-save",
    "--no-package-lock",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
)


def main() -> int:
    """The exit code."""
    if missing := [program for program in ("node", "npm") if not shutil.which(program)]:
        return _skipped(f"{missing[0]} is not there")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "package.json").write_text('{"private": true}\n', "utf-8")
        installed = _ran(folder, "npm", "install", *TO_INSTALL, *PACKAGES)
        if installed.returncode:
            said = installed.stderr.strip().splitlines() or [f"exit code {installed.returncode}"]
            return _skipped(f"npm cannot install what is needed: {said[0]}")
        return _looked_at(folder)


def _skipped(why: str) -> int:
    print(f"跳过 skipped: {why}")
    return 0


def _ran(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _looked_at(folder: Path) -> int:
    known = load_partners(HOUSE)
    views = [asyncapi_documents(), *(asyncapi_documents(known[user]) for user in PARTNERS)]
    # A package of Python has no dash in its name.
    documents = {folder / name.replace("-", "_"): text for view in views for name, text in view.items()}
    for path, text in documents.items():
        path.write_text(text, "utf-8")
    shutil.copy(MODELS, folder)
    models = _ran(folder, "node", MODELS.name, ".", *(path.name for path in documents))
    print(models.stdout + models.stderr, end="")
    if models.returncode:
        return 1
    typescript = [str(path) for path in sorted(folder.glob("typescript/*/*.ts"))]
    tsc = _ran(folder, "node_modules/.bin/tsc", "--noEmit", "--strict", "--ignoreConfig", *typescript)
    print(f"TypeScript: {_outcome(not tsc.returncode)} (tsc --strict)\n{tsc.stdout}", end="")
    python = bool(compileall.compile_dir(folder / "python", quiet=1))
    faults = [fault for path in documents for fault in _misread(folder / "python", path)] if python else []
    print(f"Python: {_outcome(python and not faults)} (compiled; reads the example of each message)")
    print("".join(f"  {fault}\n" for fault in faults), end="")
    return int(bool(tsc.returncode or not python or faults))


def _outcome(good: bool) -> str:
    return "ok" if good else "faults"


def _misread(folder: Path, document: Path) -> Iterator[str]:
    """Examples that the generated Python does not read."""
    sys.path.insert(0, str(folder))
    classes: dict[str, type[BaseModel]] = {}
    for path in sorted((folder / document.stem).glob("*.py")):
        classes.update(vars(importlib.import_module(f"{document.stem}.{path.stem}")))
    messages: dict[str, Any] = json.loads(document.read_text("utf-8"))["components"]["messages"]
    for name, message in messages.items():
        for example in message.get("examples", ()):
            try:
                classes[message["payload"]["title"]].model_validate(example["payload"])
            except ValidationError as error:
                yield f"{name}: {error}"


if __name__ == "__main__":
    sys.exit(main())
