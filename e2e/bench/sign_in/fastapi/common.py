"""What the three processes of the FastAPI peer share: settings, one log line a request, internal tokens, calls."""
import hmac
import logging
import os
import sys
import time

import aiohttp
import orjson
from fastapi import Header, HTTPException


def setting(name: str) -> str:
    return os.environ[name]


BEARER = f"Bearer {setting('INTERNAL_TOKEN')}"

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(message)s"))
requests = logging.getLogger("requests")
requests.addHandler(handler)
requests.setLevel(logging.INFO)
requests.propagate = False


class AccessLog:
    """One line of JSON a request; plain ASGI, which costs least."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, status = time.perf_counter(), 0

        async def noted(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            line = {"time": time.time(), "method": scope["method"], "path": scope["path"], "status": status,
                    "duration_ms": round((time.perf_counter() - began) * 1000, 3), "client": scope["client"][0]}  # fmt: skip
            requests.info(orjson.dumps(line).decode())


async def internal(authorization: str = Header("")):
    """Of the processes' own routes."""
    if not hmac.compare_digest(authorization, BEARER):
        raise HTTPException(401, "not_authenticated")


class Refused(Exception):
    """An answer with another status than 200."""

    def __init__(self, status: int):
        super().__init__(f"answered with {status}")
        self.status = status


class Neighbour:
    """One of the other processes, or the provider."""

    def __init__(self, url: str, headers: dict[str, str]):
        self._session = aiohttp.ClientSession(
            url, headers={**headers, "Content-Type": "application/json"}, connector=aiohttp.TCPConnector(limit=256),
            timeout=aiohttp.ClientTimeout(total=5),
        )  # fmt: skip

    async def ask(self, method: str, path: str, question=None):
        body = None if question is None else orjson.dumps(question)
        async with self._session.request(method, path, data=body) as answer:
            text = await answer.read()
            if answer.status != 200:
                raise Refused(answer.status)
            return orjson.loads(text)

    async def close(self):
        await self._session.close()
