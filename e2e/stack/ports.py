"""Ports on loopback for the stack's listeners.

They are taken below the range from which the kernel picks ports of outgoing connections: otherwise a program that
was killed could find its port in use by some client when it is started again."""
import random
import socket

from .failure import StackFailure

LOWEST, HIGHEST = 20000, 32000


def address_for(replica: int) -> str:
    """Where replica number `replica` finds the stores and the other services: an address of loopback of its own, so that a
    test can cut that replica alone off from them."""
    return f"127.0.0.{replica}"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: TIME_WAIT is no obstacle
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return not _answers(port)


def _answers(port: int) -> bool:
    """A listener on all addresses with SO_REUSEADDR lets us bind loopback beside it; ask whether someone answers."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Ports:
    """Hands out free ports, none twice."""

    def __init__(self):
        self._taken = set()
        self._random = random.SystemRandom()

    def exactly(self, port: int) -> int:
        if not is_free(port):
            raise StackFailure(f"Port {port} is in use on this machine; choose another with PORT=.")
        self._taken.add(port)
        return port

    def prefer(self, port: int) -> int:
        """The port itself where it is free, else any free one."""
        return self.exactly(port) if port not in self._taken and is_free(port) else self.any()

    def any(self) -> int:
        for _ in range(1000):
            port = self._random.randrange(LOWEST, HIGHEST)
            if port not in self._taken and is_free(port):
                return self.exactly(port)
        raise StackFailure(f"No free port was found between {LOWEST} and {HIGHEST}.")
