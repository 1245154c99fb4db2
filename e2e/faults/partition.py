"""Cuts one replica off from a store or a service: its packets are dropped in both directions, nobody is told, connections
stay half-open. Only in a network namespace of the tests' own (tools/run_partition_drills)."""
import os
import subprocess

from e2e.stack.databases import program
from e2e.stack.failure import StackFailure


def in_own_namespace() -> bool:
    """Is this network another one than the machine's? Process 1 is in that, where it may be looked at."""
    try:
        return os.readlink("/proc/self/ns/net") != os.readlink("/proc/1/ns/net")
    except PermissionError:
        return "LGM_OWN_NETWORK" in os.environ


class Partition:
    """`with Partition(address, port):` nothing passes between anybody and that address and port of loopback."""

    def __init__(self, address: str, port: int):
        if not in_own_namespace():
            raise StackFailure("Packets are dropped only in a network of one's own: tools/run_partition_drills makes it.")
        self._rules = [["-d", address, "-p", "tcp", "--dport", str(port)], ["-s", address, "-p", "tcp", "--sport", str(port)]]

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
