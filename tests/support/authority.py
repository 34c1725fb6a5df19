"""A certificate authority of a test's own, by the machine's openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

_EXTENSIONS = "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n"


@dataclass(frozen=True)
class Authority:
    """``folder`` holds ``ca.pem`` and what it has signed."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """What a client must trust."""
        return self.folder / "ca.pem"

    def sign(self, name: str) -> tuple[Path, Path]:
        """Certificate and key for 127.0.0.1 in the name of ``name``; servers of other accounts may read
        them."""
        key, request, certificate = (self.folder / f"{name}.{end}" for end in ("key", "csr", "pem"))
        extensions = self.folder / "extensions"
        extensions.write_text(_EXTENSIONS)
        _openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", f"/CN={name}"
        )
        _openssl(
            *("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.folder / "ca.key"),
            *("-CAcreateserial", "-days", "2", "-extfile", extensions, "-out", certificate),
        )
        for file in (key, certificate, self.certificate):
            file.chmod(0o644)
        return certificate, key


def new_authority(folder: Path) -> Authority:
    """Make one in ``folder``."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    _openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Youyue tests"),
        *("-keyout", folder / "ca.key", "-out", folder / "ca.pem"),
    )
    return Authority(folder)


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
