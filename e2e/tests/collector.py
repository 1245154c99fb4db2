"""A collector of OpenTelemetry's protocol, for tests: keeps what it is sent, and answers as `mood` says."""
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "key-that-the-collector-knows-us-by"
DELAY_MS = 200  # a tenth of what a service waits for the collector


class Collector:
    def __init__(self):
        self.bodies: list[bytes] = []
        self.mood = "well"  # well | refuses | garbage | hangs | hangs up
        self.let_go = threading.Event()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                mood = collector.mood
                if mood == "hangs up":
                    self.close_connection = True
                    return
                if mood == "hangs":
                    collector.let_go.wait(30)
                known = self.path == "/v1/traces" and self.headers["x-api-key"] == KEY and self.headers["Content-Type"] == "application/json"
                if mood == "well" and known:
                    collector.bodies.append(body)
                status = {"refuses": 500, "well": 200 if known else 401}.get(mood, 200)
                answer = b"\x00<garbage" * 20_000 if mood == "garbage" else b"{}"
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)
                except OSError:
                    self.close_connection = True  # the sender had waited long enough

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What a service needs to send its spans here."""
        return {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{self._server.server_port}",
            "OTEL_EXPORTER_OTLP_HEADERS": f"x-api-key={KEY}",
            "OTEL_BSP_SCHEDULE_DELAY": str(DELAY_MS),
        }

    def spans(self, trace_id: str) -> list[dict]:
        """Of one trace, each with its attributes as a map, and `service`."""
        return [span for span in self._spans_of_bodies_with(trace_id) if span["traceId"] == trace_id]

    def spans_named(self, name: str, since: int = 0) -> list[dict]:
        """Of all traces, in what has come after the first `since` bodies."""
        return [span for span in self._spans_of_bodies_with(name, since) if span["name"] == name]

    def _spans_of_bodies_with(self, text: str, since: int = 0) -> list[dict]:
        """A whole run sends a hundred megabytes: only the bodies that hold the text are parsed."""
        found = []
        for body in self.bodies[since:]:
            if text.encode() in body:
                found += spans_in(json.loads(body))
        return found

    def stop(self):
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()


def plain(attributes) -> dict:
    return {one["key"]: one["value"].get("stringValue", one["value"].get("intValue")) for one in attributes}


def spans_in(request: dict) -> list[dict]:
    found = []
    for resource in request["resourceSpans"]:
        service = plain(resource["resource"]["attributes"])["service.name"]
        for scope in resource["scopeSpans"]:
            found += [{**span, "attributes": plain(span["attributes"]), "service": service} for span in scope["spans"]]
    return found
