"""The cluster's REST API as the administrator sees it: objects in, objects out."""
import http.client
import json
import ssl
import threading
from urllib.parse import urlencode

from .certificates import Certificates

STRATEGIC = "application/strategic-merge-patch+json"
MERGE = "application/merge-patch+json"
APPLY = "application/apply-patch+yaml"


class Refused(Exception):
    """The API server's Status: `code` is the HTTP code, the text its message."""

    def __init__(self, code: int, status: dict):
        super().__init__(status.get("message", str(status)))
        self.code, self.reason = code, status.get("reason")


class Api:
    """Safe for threads: each has a connection of its own, which is opened again when it has broken."""

    def __init__(self, port: int, certificates: Certificates):
        self._port = port
        self._tls = ssl.create_default_context(cafile=str(certificates.authority))
        self._tls.load_cert_chain(certificates.administrator, certificates.administrator_key)
        self._local = threading.local()

    def get(self, path: str, **query) -> dict:
        return self._call("GET", path, query=query)

    def find(self, path: str) -> dict | None:
        try:
            return self.get(path)
        except Refused as refused:
            if refused.code == 404:
                return None
            raise

    def list(self, path: str, **query) -> list[dict]:
        return self.get(path, **query)["items"]

    def create(self, path: str, thing: dict) -> dict:
        return self._call("POST", path, thing)

    def patch(self, path: str, change: dict, kind: str = MERGE, **query) -> dict:
        return self._call("PATCH", path, change, kind, query)

    def apply(self, path: str, text: str) -> dict:
        """One object as YAML, made or changed as `kubectl apply --server-side` does."""
        return self._call("PATCH", path, text, APPLY, {"fieldManager": "tests", "force": "true"})

    def delete(self, path: str, **query) -> dict:
        return self._call("DELETE", path, query=query)

    def _call(self, method: str, path: str, body=None, kind="application/json", query=None) -> dict:
        code, answer = self._exchange(method, path + ("?" + urlencode(query) if query else ""), body, kind)
        try:
            answer = json.loads(answer)
        except ValueError:
            answer = {"message": answer.decode(errors="replace")}
        if code >= 400:
            raise Refused(code, answer)
        return answer

    def _exchange(self, method: str, path: str, body, kind: str) -> tuple[int, bytes]:
        for attempt in (1, 2):
            connection = getattr(self._local, "connection", None)
            fresh = connection is None
            if fresh:
                connection = http.client.HTTPSConnection("127.0.0.1", self._port, context=self._tls, timeout=30)
                self._local.connection = connection
            try:
                payload = body if body is None or isinstance(body, str) else json.dumps(body)
                connection.request(method, path, payload and payload.encode(), {"Content-Type": kind, "Accept": "application/json"})
                response = connection.getresponse()
                return response.status, response.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                self._local.connection = None
                if fresh or attempt == 2:
                    raise
        raise AssertionError("unreachable")


class ApiReady:
    """Is the API server up, with everything that it does once at its start? `why_not` is what it said last."""

    def __init__(self, api: Api, path: str = "/readyz"):
        self._api, self._path = api, path
        self.why_not = "nobody answers"

    def __call__(self) -> bool:
        try:
            code, answer = self._api._exchange("GET", self._path, None, "application/json")
        except (OSError, http.client.HTTPException) as failure:
            self.why_not = str(failure)
            return False
        self.why_not = answer.decode(errors="replace")[-400:]
        return code == 200
