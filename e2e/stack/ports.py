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
    """Hands out free ports, none twice: a port is also reserved against other stacks of this machine until this process ends, as
    it stays free between the look at it and the start of the program that takes it."""

    def __init__(self):
        self._taken = {}  # port -> what reserves it
        self._random = random.SystemRandom()

    def exactly(self, port: int) -> int:
        if not self._take(port):
            raise StackFailure(f"Port {port} is in use on this machine; choose another with PORT=.")
        return port

    def prefer(self, port: int) -> int:
        """The port itself where it is free, else any free one."""
        return port if self._take(port) else self.any()

    def any(self) -> int:
        for _ in range(1000):
            port = self._random.randrange(LOWEST, HIGHEST)
            if self._take(port):
                return port
        raise StackFailure(f"No free port was found between {LOWEST} and {HIGHEST}.")

    def _take(self, port: int) -> bool:
        if port in self._taken:
            return False
        reservation = _reserve(port)
        if reservation is None:
            return False
        if not is_free(port):
            reservation.close()
            return False
        self._taken[port] = reservation
        return True


def _reserve(port: int) -> socket.socket | None:
    """A name that one process at a time can hold in this machine's network, and that ends with the process; None: another has it."""
    reservation = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        reservation.bind(f"\0llm-guard-manager-stack-port-{port}")
    except OSError:
        reservation.close()
        return None
    return reservation
