#!/usr/bin/python3
"""Stands for any program of the suite in the launcher's and the routing's tests: answers with its name and with what
it was asked. Named by the link through which it is started."""
import json
import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAME = os.path.basename(sys.argv[0])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        body = json.dumps({"service": NAME, "path": self.path, "headers": dict(self.headers), "length": length}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = answer

    def log_message(self, *_):
        pass


def main():
    if sys.argv[1:] == ["migrate"]:
        print("migrated")
        return 0
    if os.environ.get("DIE_AT_START"):
        print("cannot start: the reason stands here")
        return 3
    servers = [
        ThreadingHTTPServer(("127.0.0.1", int(os.environ[name])), Handler) for name in ("PORT", "INTERNAL_PORT") if os.environ.get(name)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"listening": NAME, "variables": sorted(os.environ)}), flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    return 0


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    sys.exit(main())
