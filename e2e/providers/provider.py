"""OpenID Providers that others wrote, each as a process of its own at localhost: another site than the suite at 127.0.0.1."""
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import keys, people

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "providers"


@dataclass(frozen=True)
class Kind:
    command: tuple[str, ...]
    key: str  # of which kind
    types: str  # what a person types at its sign-in page: a member of Person


KINDS = {
    "oidc-provider": Kind(("node", str(BUILT / "oidc-provider" / "server.js")), "EC", "id"),
    "zitadel": Kind((str(BUILT / "zitadel"),), "RSA", "username"),
}


def build():
    subprocess.run([ROOT / "tools" / "build_providers"], check=True, timeout=600)


@dataclass(frozen=True)
class Client:
    id: str
    secret: str
    redirect_uris: tuple[str, ...]
    signed_out: tuple[str, ...] = ()  # where it may be sent after signing out
    refreshes: bool = False  # gets refresh tokens, each good once


class Provider:
    def __init__(self, kind: str, directory: Path, port: int, issuer: str = "", key: str = ""):
        """With an issuer of another port it stands behind something that listens there."""
        directory.mkdir()
        self.kind, self.port = KINDS[kind], port
        self.issuer = issuer or f"http://localhost:{port}"
        self._directory, self._names, self._process = directory, ("key-1", "key-1"), None
        for name in ("key-1", "key-2"):
            keys.make(directory, name, key or self.kind.key)
        people.write(directory / "people.json")

    def launch(self):
        """The program, which takes its time to load, without its settings."""
        with open(self._directory / "log", "ab") as log:
            self._process = subprocess.Popen(self.kind.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)

    def serve(self, client: Client, backchannel: str = ""):
        """`backchannel`: where logout tokens go."""
        settings = {"port": self.port, "issuer": self.issuer, "client_id": client.id, "client_secret": client.secret,
                    "redirect_uris": client.redirect_uris, "signed_out": client.signed_out, "refreshes": client.refreshes,
                    "backchannel": backchannel, "people": str(self._directory / "people.json"), "keys": str(self._directory),
                    "names": self._names}  # fmt: skip
        self._client, self._backchannel = client, backchannel
        self._tell(json.dumps(settings))

    def restart(self):
        """As it was, but for what it kept in its memory."""
        self.launch()
        self.serve(self._client, self._backchannel)

    def stop(self):
        """At once."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def say_groups(self, groups: dict[str, list[str]]):
        """From now on: by `sub`."""
        people.write(self._directory / "people.json", groups)

    def use_keys(self, signing: str, *published: str):
        self._names = (signing, *published)
        self._tell(" ".join(self._names))

    def _tell(self, line: str):
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        for answer in self._process.stdout:  # it may say other things first
            if answer == "ready\n":
                return
        raise AssertionError(f"it did not start: {(self._directory / 'log').read_text()[-2000:]}")
