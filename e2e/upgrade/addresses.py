"""What a cluster's Service is: an address whose new connections go to one of the ready replicas.

As kube-proxy does, it chooses when a connection is made, knows nothing of HTTP, tries nothing twice, and leaves
connections alone that are made already: a replica that was taken out keeps those until it or its peer closes them.
`python3 -m e2e.upgrade.addresses` is told on its standard input, a JSON object a line, which endpoints an address has
from now on; it answers each line with `ok`, and ends with its input."""
import asyncio
import json
import random
import subprocess
import sys
import threading

from e2e.stack.options import ROOT


class Addresses:
    """The program, as a rollout uses it. Thread-safe."""

    def __init__(self):
        self._one_at_a_time = threading.Lock()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "e2e.upgrade.addresses"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def set(self, port: int, endpoints: list[int]):
        with self._one_at_a_time:
            self._child.stdin.write(json.dumps({"port": port, "endpoints": endpoints}) + "\n")
            self._child.stdin.flush()
            answer = self._child.stdout.readline()
        assert answer == "ok\n", f"the address {port} could not be set: {answer!r}"

    def close(self):
        self._child.stdin.close()
        self._child.wait()


class End(asyncio.Protocol):
    """One of the two connections that make a connection through an address. What one reads the other writes; an end is
    passed on as an end, a reset as a reset."""

    other: "End | None" = None
    transport: asyncio.Transport | None = None
    ended = False

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.other.transport.write(data)

    def eof_received(self):
        self.ended = True
        self.other.transport.write_eof()
        if self.other.ended:
            self.other.transport.close()
            return False
        return True

    def pause_writing(self):
        self.other.transport.pause_reading()

    def resume_writing(self):
        self.other.transport.resume_reading()

    def connection_lost(self, error):
        if self.other and self.other.transport:
            self.other.transport.abort() if error else self.other.transport.close()


class Caller(End):
    def __init__(self, endpoints: list[int]):
        self._endpoints = endpoints

    def connection_made(self, transport):
        super().connection_made(transport)
        transport.pause_reading()
        self._connecting = asyncio.ensure_future(self._connect())

    async def _connect(self):
        callee = End()
        callee.other = self
        try:
            port = random.choice(self._endpoints)  # as they are now; none at all is refused like one that is gone
            await asyncio.get_running_loop().create_connection(lambda: callee, "127.0.0.1", port)
        except (OSError, IndexError):
            self.transport.abort()
            return
        self.other = callee
        if self.transport.is_closing():
            callee.transport.close()
        else:
            self.transport.resume_reading()


async def serve():
    loop = asyncio.get_running_loop()
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    endpoints: dict[int, list[int]] = {}
    while line := await commands.readline():
        said = json.loads(line)
        port = said["port"]
        known = port in endpoints
        endpoints.setdefault(port, [])[:] = said["endpoints"]
        if not known:
            await loop.create_server(lambda mine=endpoints[port]: Caller(mine), "127.0.0.1", port, backlog=1024)
        print("ok", flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
