"""A name server of the drill's own, and the resolver's configuration that leads to it."""
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

from .namespaces import require_own

A, TTL = 1, 0


class Names:
    """`with Names(directory) as names: names.set("db.drill", "127.0.0.1")`. An unknown name does not exist; `delay` is how
    long every answer takes; None: none is given."""

    def __init__(self, directory: Path):
        require_own("mnt")
        require_own("net")
        self._addresses: dict[str, tuple[str, ...]] = {}
        self.delay: float | None = 0.0
        self.asked = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 53))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        configuration = directory / "resolv.conf"
        configuration.write_text("nameserver 127.0.0.1\n")
        subprocess.run(["mount", "--bind", str(configuration), "/etc/resolv.conf"], check=True)

    def set(self, name: str, *addresses: str):
        self._addresses[name] = addresses

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "/etc/resolv.conf"], check=True)
        self._socket.close()

    def _serve(self):
        while True:
            try:
                query, who = self._socket.recvfrom(512)
            except OSError:
                return
            self.asked += 1
            if self.delay is not None:
                threading.Thread(target=self._answer, args=(query, who, self.delay), daemon=True).start()

    def _answer(self, query: bytes, who, delay: float):
        time.sleep(delay)
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode())
            at += 1 + query[at]
        kind = struct.unpack("!H", query[at + 1 : at + 3])[0]
        addresses = self._addresses.get(".".join(labels))
        answers = b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", A, 1, TTL, 4) + socket.inet_aton(address) for address in (addresses or ()) if kind == A
        )
        flags = 0x8180 if addresses else 0x8183  # no such name
        count = len(addresses) if addresses and kind == A else 0
        try:
            self._socket.sendto(query[:2] + struct.pack("!HHHHH", flags, 1, count, 0, 0) + query[12 : at + 5] + answers, who)
        except OSError:
            pass
