"""The process that people sign in at. Access tokens are ES256 by joserfc, the JOSE library of Authlib; the provider's OAuth by Authlib's client."""
import asyncio
import hashlib
import hmac
import secrets
import time
import urllib.parse
from base64 import urlsafe_b64encode
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import aiohttp
import orjson
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import AsyncOAuth2Client
from common import AccessLog, BEARER, Neighbour, Refused, requests, setting
from fastapi import Cookie, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from pydantic import BaseModel, Field

BASE = "/api/v1"
ISSUER = "llm-guard-manager"
ARRIVAL_PAGE = "/web-manager/sso/callback"
ACCESS_SECONDS, IDLE_SECONDS, THERE_SECONDS, BACK_SECONDS, MOST_FAILURES, KEPT_RIGHTS = 8 * 3600, 7 * 86400, 600, 120, 60, 30
USAP, CLIENT, CLIENT_SECRET = setting("USAP_URL"), setting("USAP_CLIENT_ID"), setting("USAP_CLIENT_SECRET")
SECRET = setting("SECRET").encode()

key = ECKey.import_key(Path(setting("SIGNING_KEY_FILE")).read_text())
required = jwt.JWTClaimsRegistry(leeway=60, iss={"essential": True, "value": ISSUER}, aud={"essential": True, "value": ISSUER}, exp={"essential": True})
ended: set[str] = set()
kept_rights: dict[str, tuple[float, dict]] = {}


class Neighbours:
    usap: Neighbour
    admin: Neighbour
    session: Neighbour
    oauth: AsyncOAuth2Client


to = Neighbours()


async def follow_ends():
    """Which sessions ended: asked for each second, looked up in memory."""
    seq = 0
    while True:
        try:
            news = await to.session.ask("GET", f"/internal/v1/revocations?after={seq}")
            seq = news["seq"]
            ended.update(news["sids"])
        except Exception as error:  # asked again
            requests.error("the feed of ended sessions cannot be read: %s", error)
        await asyncio.sleep(1)


@asynccontextmanager
async def lifespan(_: FastAPI):
    to.usap = Neighbour(USAP, {"X-Client-ID": CLIENT, "X-Client-Secret": CLIENT_SECRET})
    to.admin = Neighbour(setting("ADMIN_URL"), {"Authorization": BEARER})
    to.session = Neighbour(setting("SESSION_URL"), {"Authorization": BEARER})
    to.oauth = AsyncOAuth2Client(
        CLIENT, CLIENT_SECRET, redirect_uri=setting("CALLBACK_URL"), scope="profile", code_challenge_method="S256", token_endpoint=f"{USAP}/oauth/token",
        trust_env=False,
    )  # fmt: skip
    following = asyncio.create_task(follow_ends())
    yield
    following.cancel()
    for neighbour in (to.usap, to.admin, to.session):
        await neighbour.close()


async def unavailable(_: Request, error: Exception) -> JSONResponse:
    requests.error("failed: %r", error)
    return JSONResponse({"status": 503, "code": "unavailable"}, 503)


app = FastAPI(openapi_url=None, lifespan=lifespan, exception_handlers=dict.fromkeys((Refused, aiohttp.ClientError, TimeoutError), unavailable))
app.add_middleware(AccessLog)


class Ticket(BaseModel):
    ticket: str = Field(min_length=1, max_length=1024)


class Complete(BaseModel):
    arrival: str = Field(alias="in")


class Refresh(BaseModel):
    refresh_token: str = Field(min_length=43, max_length=43)


class UserIds(BaseModel):
    user_ids: list[str] = Field(max_length=100)


class SignedIn(BaseModel):
    access_token: str
    token_type: str = "bearer"
    expires_in: int = ACCESS_SECONDS
    refresh_token: str | None = None
    user_id: str
    role: str
    return_url: str | None = None


class Person(BaseModel):
    user_id: str
    user_name: str
    email: str | None = None
    department: str | None = None
    phone: str | None = None
    role: str
    scenarios: list[str] = []
    global_permissions: list[str]
    scenario_permissions: dict[str, list[str]] = {}


class Named(BaseModel):
    user_id: str
    user_name: str


class Names(BaseModel):
    users: list[Named]
    not_found: list[str]


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def successor(token: str, sid: str) -> str:
    """What a refresh token is rotated into: a request that is sent again gets the same."""
    return urlsafe_b64encode(hmac.digest(SECRET, f"{token}\0{sid}".encode(), "sha256")).decode().rstrip("=")


def access_token(user: dict, sid: str) -> str:
    now = int(time.time())
    claims = {
        "iss": ISSUER, "aud": ISSUER, "sub": user["user_id"], "client_id": "api", "uid": user["uid"], "role": user["role"], "sid": sid,
        "jti": secrets.token_urlsafe(32), "iat": now, "nbf": now, "exp": now + ACCESS_SECONDS,
    }  # fmt: skip
    return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": "1"}, claims, key)


def verified(text: str) -> dict:
    token = jwt.decode(text, key, algorithms=["ES256"])
    required.validate(token.claims)
    return token.claims


async def rights_of(uid: str) -> dict:
    until, user = kept_rights.get(uid, (0.0, {}))
    if time.monotonic() >= until:
        user = await to.admin.ask("GET", f"/internal/v1/users/{uid}/rights")
        kept_rights[uid] = time.monotonic() + KEPT_RIGHTS, user
    return user


async def caller(authorization: str = Header("")) -> dict:
    if not authorization.startswith("Bearer "):
        raise HTTPException(401, "not_authenticated")
    try:
        claims = verified(authorization[7:])
    except (JoseError, ValueError) as error:
        raise HTTPException(401, "invalid_token") from error
    if claims["sid"] in ended:
        raise HTTPException(401, "invalid_token")
    user = await rights_of(claims["uid"])
    if not user["is_active"]:
        raise HTTPException(403, "user_disabled")
    return user


Caller = Annotated[dict, Depends(caller)]


def address_of(request: Request) -> str:
    """The gateway's word for it."""
    forwarded = request.headers.get("x-forwarded-for")
    return forwarded.rsplit(",", 1)[-1].strip() if forwarded else request.client.host


async def admit(request: Request, kind: str):
    failures = await to.session.ask("POST", "/internal/v1/counters/get", {"key": kind + hashed(address_of(request))})
    if failures["count"] >= MOST_FAILURES:
        raise HTTPException(429, "too_many_failures")


async def begin(who: dict) -> SignedIn:
    who.pop("valid", None)
    await to.session.ask("POST", "/internal/v1/user-info/put", {"entries": [{"user_id": who["user_id"], "value": who}]})
    user = await to.admin.ask(
        "POST", "/internal/v1/users/sign-in", {"issuer": "usap", "subject": who["user_id"], "display_name": who["user_name"], "email": who.get("email", "")}
    )
    if not user["is_active"]:
        raise HTTPException(403, "user_disabled")
    sid, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    await to.session.ask("POST", "/internal/v1/sessions", {"sid": sid, "uid": user["uid"], "user_id": user["user_id"], "refresh_hash": hashed(token)})
    return SignedIn(access_token=access_token(user, sid), refresh_token=token, user_id=user["user_id"], role=user["role"])


@app.get("/health")
async def health():
    return {"status": "healthy"}


@app.post(BASE + "/sso/login", response_model_exclude_none=True)
async def by_ticket(asked: Ticket, request: Request) -> SignedIn:
    await admit(request, "ticket:")
    try:
        who = await to.usap.ask("POST", "/api/auth/validate-ticket", {"ticket": asked.ticket})
    except Refused as refused:
        raise HTTPException(401 if refused.status == 401 else 503, "invalid_ticket" if refused.status == 401 else "usap_unavailable") from refused
    if not who.get("valid"):
        raise HTTPException(401, "invalid_ticket")
    return await begin(who)


@app.get(BASE + "/auth/login")
async def depart() -> RedirectResponse:
    state, verifier = secrets.token_urlsafe(32), generate_token(48)
    kept = orjson.dumps({"verifier": verifier, "return_url": "/web-manager/"}).decode()
    await to.session.ask("POST", "/internal/v1/one-time/put", {"key": "state:" + hashed(state), "value": kept, "ttl_seconds": THERE_SECONDS})
    url, _ = to.oauth.create_authorization_url(f"{USAP}/oauth/authorize", state=state, code_verifier=verifier)
    answer = RedirectResponse(url, 303)
    answer.set_cookie("way", hashed(state), max_age=THERE_SECONDS, httponly=True, samesite="lax")
    return answer


async def taken(kind: str, token: str, way: str | None) -> dict | None:
    """What was kept under a key of the browser that holds its cookie."""
    if way is None or not hmac.compare_digest(way, hashed(token)):
        return None
    try:
        return orjson.loads((await to.session.ask("POST", "/internal/v1/one-time/take", {"key": kind + hashed(token)}))["value"])
    except Refused as refused:
        if refused.status == 404:
            return None
        raise


async def redeemed(request: Request, verifier: str) -> dict:
    granted = await to.oauth.fetch_token(authorization_response=str(request.url), code_verifier=verifier, state=request.query_params["state"])
    # With that token and not the client's, which another request may have set meanwhile.
    answer = await to.oauth.request("GET", f"{USAP}/oauth/userinfo", withhold_token=True, headers={"Authorization": f"Bearer {granted['access_token']}"})
    answer.raise_for_status()
    return answer.json()


@app.get(BASE + "/auth/callback")
async def arrive(request: Request, state: str, way: Annotated[str | None, Cookie()] = None) -> RedirectResponse:
    await admit(request, "return:")
    there = await taken("state:", state, way)
    who = await redeemed(request, there["verifier"]) if there else {}
    if not there or not who.get("valid"):
        return RedirectResponse(f"{ARRIVAL_PAGE}#error=sign_in_refused", 303)
    handle = secrets.token_urlsafe(32)
    kept = orjson.dumps({"person": who, "return_url": there["return_url"]}).decode()
    await to.session.ask("POST", "/internal/v1/one-time/put", {"key": "arrival:" + hashed(handle), "value": kept, "ttl_seconds": BACK_SECONDS})
    answer = RedirectResponse(f"{ARRIVAL_PAGE}#in={urllib.parse.quote(handle)}", 303)
    answer.set_cookie("way", hashed(handle), max_age=BACK_SECONDS, httponly=True, samesite="lax")
    return answer


@app.post(BASE + "/auth/complete", response_model_exclude_none=True)
async def complete(asked: Complete, request: Request, response: Response, way: Annotated[str | None, Cookie()] = None) -> SignedIn:
    await admit(request, "return:")
    back = await taken("arrival:", asked.arrival, way)
    if back is None:
        raise HTTPException(401, "sign_in_expired")
    started = await begin(back["person"])
    response.set_cookie("refresh", started.refresh_token, max_age=IDLE_SECONDS, httponly=True, samesite="strict")
    started.refresh_token, started.return_url = None, back["return_url"]
    return started


@app.post(BASE + "/sso/refresh", response_model_exclude_none=True)
async def refresh(asked: Refresh) -> SignedIn:
    presented = hashed(asked.refresh_token)
    try:
        session = await to.session.ask("POST", "/internal/v1/sessions/lookup", {"refresh_hash": presented})
    except Refused as refused:
        if refused.status == 404:
            raise HTTPException(401, "invalid_refresh_token") from refused
        raise
    known = await people([session["user_id"]])
    user = await rights_of(session["uid"])
    if not user["is_active"] or known.get(session["user_id"], {}).get("status") == "disabled":
        raise HTTPException(403, "user_disabled")
    fresh = successor(asked.refresh_token, session["sid"])
    outcome = (await to.session.ask("POST", "/internal/v1/sessions/rotate", {"refresh_hash": presented, "successor_hash": hashed(fresh)}))["outcome"]
    if outcome not in ("rotated", "replayed"):
        raise HTTPException(401, "invalid_refresh_token")
    return SignedIn(access_token=access_token(user, session["sid"]), refresh_token=fresh, user_id=user["user_id"], role=user["role"])


async def people(ids: list[str]) -> dict[str, dict]:
    """What is kept of people; who is not, the provider is asked about, all at once."""
    kept = await to.session.ask("POST", "/internal/v1/user-info/get", {"user_ids": ids})
    known = {one: orjson.loads(value) for one, value in zip(kept["user_ids"], kept["values"])}
    missing = [one for one in ids if one not in known]
    if missing:
        fetched = (await to.usap.ask("POST", "/api/users/batch", {"user_ids": missing}))["users"]
        known |= {one["user_id"]: one for one in fetched}
        await to.session.ask("POST", "/internal/v1/user-info/put", {"entries": [{"user_id": one["user_id"], "value": one} for one in fetched]})
    return known


@app.get(BASE + "/sso/user-info", response_model_exclude_none=True)
async def user_info(user: Caller) -> Person:
    who = (await people([user["user_id"]])).get(user["user_id"])
    if who is None:
        raise HTTPException(404, "not_found")
    return Person(**{**who, "role": user["role"], "global_permissions": user["permissions"]})


@app.post(BASE + "/sso/users/batch")
async def batch(asked: UserIds, _: Caller) -> Names:
    known = await people(asked.user_ids)
    return Names(
        users=[Named(user_id=one, user_name=known[one]["user_name"]) for one in asked.user_ids if one in known],
        not_found=[one for one in asked.user_ids if one not in known],
    )


@app.get(BASE + "/auth/verify", status_code=204)
async def verify(permission: str, user: Caller, response: Response):
    if permission not in user["permissions"]:
        raise HTTPException(403, "missing_permission")
    response.headers["X-Auth-User"], response.headers["X-Auth-Roles"] = user["username"], user["role"]
