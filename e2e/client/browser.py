"""A browser on its way to a provider and back."""
import random
from urllib.parse import urlencode, urlsplit

from .connection import Connection
from .session import BASE

CONSOLE_PAGE = "/web-manager/sso/callback"


class Browser:
    """Follows nothing by itself, and keeps cookies as browsers do. Each is in a network of its own: what one may do a minute the others
    do not use up."""

    def __init__(self, url: str):
        self.origin = url.rstrip("/")
        self.api = Connection(url, BASE, source=f"127.{random.randint(1, 254)}.{random.randint(1, 254)}.{random.randint(1, 254)}")
        self.cookies = {}

    def get(self, path: str):
        return self._kept(self.api.get(path, headers=self._sent()))

    def post(self, path: str, value):
        """As the console does."""
        return self._kept(self.api.post(path, value, headers=self._sent() | {"Origin": self.origin}))

    def _kept(self, answer):
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies.pop(name, None)
            if "Max-Age=0" not in line:
                self.cookies[name] = value
        return answer

    def _sent(self):
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def leave(self, provider: str, return_url: str | None = None) -> str:
        """To the provider: the address that the browser is sent to."""
        query = {"provider": provider} | ({"return_url": return_url} if return_url is not None else {})
        answer = self.get("/auth/login?" + urlencode(query))
        assert answer.status == 303, answer
        return answer.headers["Location"]

    def come_back(self, address: str, callback: str = "") -> tuple[str, str]:
        """What the console's page is told: ("in", …) or ("error", code). With a callback not where the provider sent it, but there."""
        split = urlsplit(address)
        assert callback or address.startswith(self.origin + BASE + "/"), address
        answer = self.get((callback or split.path.removeprefix(BASE)) + "?" + split.query)
        assert answer.status == 303, answer
        return told(answer.headers["Location"])

    def complete(self, handle: str):
        return self.post("/auth/complete", {"in": handle})


def told(location: str) -> tuple[str, str]:
    page, _, fragment = location.partition("#")
    assert page == CONSOLE_PAGE, location
    what, _, value = fragment.split("&")[0].partition("=")
    return what, value
