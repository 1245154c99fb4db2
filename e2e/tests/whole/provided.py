"""A suite that people sign in to by providers of others, and the providers."""
import json
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from e2e.client.browser import Browser
from e2e.client.session import BASE
from e2e.providers.pages import Pages
from e2e.providers.people import PEOPLE, Person
from e2e.providers.provider import Client, Provider, build
from e2e.providers.wrapper import Reply, Wrapper
from e2e.stack.ports import Ports
from running_stack import OVERRIDES, RunningStack, wait_until

ANN, KIM, IMPOSTOR, STRANGER, GIL = (PEOPLE[name] for name in ("ann", "kim", "impostor", "stranger", "gil"))
OTHERS = ("corp", "zitadel")  # the honest ones: oidc-provider, zitadel's example
CLIENT = "suite: id"  # a colon and a blank: RFC 6749 section 2.3.1 has them encoded
# What these two providers' groups give.
WITH_GROUPS = ("corp", "wrapped")
GROUPED = "grouped"  # a scenario
GROUPS = [
    {"group": "/guard/audit", "role": "AUDITOR"}, {"group": "/guard/shop", "role": "SCENARIO_ADMIN", "scenario": GROUPED},
    {"group": "/guard/all", "role": "SCENARIO_ADMIN", "scenario": GROUPED}, {"group": "/guard/nothing", "role": "NO_SUCH_ROLE"},
]  # fmt: skip
# Of issuers below the wrapper: their metadata, each with one thing that is not as it should be.
USELESS = {
    "garbage": Reply(body=b"<!doctype html><title>Down for maintenance</title>"),
    "huge": Reply(body=json.dumps({"x": "x" * 300_000}).encode()),
    "moved": Reply(302, headers=(("Location", "/.well-known/openid-configuration"),)),
    "another": lambda said: said | {"issuer": "https://other.example"},
    "elsewhere": lambda said: said | {"token_endpoint": "https://other.example/token"},
    "plain": lambda said: said | {"jwks_uri": "http://other.example/jwks"},
    "unsigned": lambda said: said | {"id_token_signing_alg_values_supported": ["none", "HS256"]},
}


def bearer(answer: dict) -> dict:
    return {"Authorization": f"Bearer {answer['access_token']}"}


class Provided:
    def __init__(self, directory: Path, entries: dict | None = None, variables: dict | None = None):
        """`entries`: what each entry has beside what all have; `variables`: auth-service's, beside."""
        build()
        self._entries, self._variables = entries or {}, variables or {}
        self._directory, ports = directory, Ports()
        self.secret = "+%:/&=\\ " + secrets.token_urlsafe(24)
        front = ports.any()
        self.wrapper = Wrapper(front, directory, ports.any(), self.secret)
        self.providers = {
            "corp": Provider("oidc-provider", directory / "corp", ports.any()),
            "zitadel": Provider("zitadel", directory / "zitadel", ports.any()),
            "wrapped": Provider("oidc-provider", directory / "wrapped", self.wrapper.behind, self.wrapper.issuer, "RSA"),
        }
        self.issuers = {name: provider.issuer for name, provider in self.providers.items()}
        self.issuers |= {name: self.wrapper.below(name, document) for name, document in USELESS.items()}
        self.issuers["slow"] = self.wrapper.below("slow", dict)
        self._pages, self.codes = {}, set()
        self.stack = RunningStack(directory / "state", self._overrides(), STORE=os.environ.get("E2E_STORE", "embedded"),
                                  REPLICAS=os.environ.get("E2E_REPLICAS", "1"))  # fmt: skip

    def _overrides(self) -> dict:
        (self._directory / "secret").write_text(self.secret + "\n")
        file = self._directory / "identity-providers.json"
        file.write_text(json.dumps([self._entry(name, issuer) for name, issuer in self.issuers.items()]))
        local = {"LOCAL_LOGIN_ENABLED": "true"}  # of one local account, whose name somebody else has at a provider
        more = {"admin-service": local, "auth-service": local | {"IDENTITY_PROVIDERS_FILE": str(file)} | self._variables}
        return {service: variables | more.get(service, {}) for service, variables in OVERRIDES.items()}

    def _entry(self, name: str, issuer: str) -> dict:
        claims = {"subject": "sub", "username": "preferred_username", "display_name": "name", "email": "email"}
        of_groups = {"groups": GROUPS} if name in WITH_GROUPS else {}
        claims |= {"groups": "groups"} if of_groups else {}
        return {"id": name, "name": {"zh": f"{name} 登录", "en": name.capitalize()}, "issuer": issuer, "client_id": CLIENT,
                "client_secret_file": str(self._directory / "secret"), "claims": claims, **of_groups} | self._entries.get(name, {})  # fmt: skip

    def start(self):
        for provider in self.providers.values():
            provider.launch()
        self.stack.start()
        origin = self.stack.url.rstrip("/")
        client = Client(CLIENT, self.secret, tuple(f"{origin}{BASE}/auth/callback/{name}" for name in (*self.providers, "slow")),
                        (f"{origin}/web-manager/signed-out",), bool(self._entries))  # fmt: skip
        for name, provider in self.providers.items():
            hears = self._entries.get(name, {}).get("logout") in ("backchannel", "both")
            provider.serve(client, f"{origin}{BASE}/auth/backchannel-logout/{name}" if hears else "")
        self.admin = self.stack.administrator().api
        # Whether they are there has been asked before they were.
        wait_until(lambda: all(self.ways()[name]["healthy"] for name in self.providers), 30, "that the providers are known to be there")
        return self

    def stop(self):
        for provider in self.providers.values():
            provider.stop()
        self.wrapper.stop()
        self.stack.stop()

    def browser(self) -> Browser:
        return Browser(self.stack.url)

    def there(self, browser: Browser, provider: str, person: Person, return_url: str | None = None) -> str:
        """Where the provider sends the browser back to. It knows the person from the last time, as providers do."""
        pages = self._pages.setdefault((provider, person), Pages())
        of = self.providers.get(provider, self.providers["wrapped"])
        address = pages.sign_in(browser.leave(provider, return_url), person, of.kind.types)
        self.codes.update(parse_qs(urlsplit(address).query).get("code", ()))
        return address

    def sign_out_there(self, provider: str, person: Person, address: str) -> str:
        """Where the provider sends the browser back to."""
        return self._pages[provider, person].sign_out(address)

    def restart(self, provider: str):
        """It has forgotten who was signed in there."""
        self.providers[provider].restart()
        self._pages = {key: pages for key, pages in self._pages.items() if key[0] != provider}

    def is_offered_the_way(self, provider: str) -> bool:
        """A browser that leaves is sent there, not back with a refusal."""
        return self.browser().leave(provider).startswith(self.issuers[provider] + "/")

    def back(self, provider: str, person: Person, browser: Browser | None = None) -> tuple[str, str]:
        browser = browser or self.browser()
        return browser.come_back(self.there(browser, provider, person))

    def sign_in(self, provider: str, person: Person, browser: Browser | None = None, return_url: str | None = None) -> dict:
        browser = browser or self.browser()
        what, handle = browser.come_back(self.there(browser, provider, person, return_url))
        assert what == "in", handle
        answer = browser.complete(handle)
        assert answer.status == 200, answer
        return answer.json()

    def rows(self, username: str) -> list[dict]:
        """Of the users whose name holds this."""
        return self.admin.get("/users/", query={"username": username}).json()

    def ways(self) -> dict[str, dict]:
        return {way["id"]: way for way in self.stack.anonymous().get("/sso/ways").json()["ways"]}
