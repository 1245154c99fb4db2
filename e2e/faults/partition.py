"""Cuts an address and port of loopback off: packets are dropped in both directions, nobody is told, connections stay
half-open."""
import subprocess

from e2e.stack.databases import program

from .namespaces import require_own


class Partition:
    """`with Partition(address, port):` nothing passes between anybody and that address and port of loopback. Without a
    port: nothing to and from the address."""

    def __init__(self, address: str, port: int | None = None):
        require_own("net")
        there, back = (["--dport", str(port)], ["--sport", str(port)]) if port else ([], [])
        self._rules = [["-d", address, "-p", "tcp", *there], ["-s", address, "-p", "tcp", *back]]

    def __enter__(self):
        self._change("-I")
        return self

    def heal(self):
        self._change("-D")
        self._rules = []

    def __exit__(self, *_):
        self.heal()

    def _change(self, action: str):
        for rule in self._rules:
            subprocess.run([program("iptables"), "-w", action, "OUTPUT", *rule, "-j", "DROP"], check=True)
