"""Keys of providers, and what they sign, by openssl."""
import base64
import json
import subprocess
from pathlib import Path

KINDS = {"RSA": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "EC": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]}


def make(directory: Path, name: str, kind: str):
    _openssl("genpkey", *KINDS[kind], "-out", str(directory / f"{name}.pem"))


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(header: dict, claims: dict, sign) -> str:
    """A compact JWS; `sign` makes the signature of its text."""
    text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{base64url(sign(text.encode()))}"


def claims_of(text: str) -> dict:
    part = text.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


class RsaKey:
    def __init__(self, directory: Path, name: str):
        make(directory, name, "RSA")
        self.name, self._file = name, directory / f"{name}.pem"
        modulus = _openssl("rsa", "-in", str(self._file), "-noout", "-modulus").decode().strip().partition("=")[2]
        self.jwk = {"kty": "RSA", "kid": name, "use": "sig", "alg": "RS256", "e": "AQAB", "n": base64url(bytes.fromhex(modulus))}

    def sign(self, text: bytes) -> bytes:
        return _openssl("dgst", "-sha256", "-sign", str(self._file), text=text)


def _openssl(*arguments: str, text: bytes | None = None) -> bytes:
    return subprocess.run(["openssl", *arguments], input=text, capture_output=True, check=True).stdout
