"""The process in front of Redis: sessions with rotating refresh tokens, ended sessions, cached people, one-time values, counters."""
import ssl
import time
from pathlib import Path
from typing import Any

import orjson
import redis.asyncio as redis
from common import AccessLog, internal, setting
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

IDLE_SECONDS, ABSOLUTE_SECONDS, MOST_SESSIONS, GRACE_MS, KEPT_SECONDS = 7 * 86400, 30 * 86400, 20, 10_000, 86400
PREFIX = setting("STORE_PREFIX")

store = redis.from_url(setting("REDIS_URL"), ssl_ca_certs=setting("REDIS_CA_FILE"), ssl_cert_reqs=ssl.CERT_REQUIRED, decode_responses=True, protocol=3)


def script(name: str):
    return store.register_script((Path(setting("SCRIPTS")) / f"{name}.lua").read_text())


begin, lookup, rotate = script("begin"), script("lookup"), script("rotate")
app = FastAPI(dependencies=[Depends(internal)], openapi_url=None)
app.add_middleware(AccessLog)


class NewSession(BaseModel):
    sid: str
    uid: str
    user_id: str
    refresh_hash: str


class ByHash(BaseModel):
    refresh_hash: str


class FoundSession(BaseModel):
    sid: str
    uid: str
    user_id: str
    state: str


class Rotation(BaseModel):
    refresh_hash: str
    successor_hash: str


class Rotated(BaseModel):
    outcome: str


class UserIds(BaseModel):
    user_ids: list[str]


class UserInfo(BaseModel):
    user_id: str
    value: dict[str, Any]


class UserInfos(BaseModel):
    entries: list[UserInfo]


class KeptUsers(BaseModel):
    """Each as it was put: the store's text is passed on unread."""

    user_ids: list[str]
    values: list[str]


class OneTime(BaseModel):
    key: str
    value: str = ""
    ttl_seconds: int = 0


class Count(BaseModel):
    count: int


class Ended(BaseModel):
    seq: int
    sids: list[str]


class Done(BaseModel):
    ok: bool = True


def now_ms() -> int:
    return int(time.time() * 1000)


@app.post("/internal/v1/sessions")
async def begin_session(asked: NewSession) -> Done:
    await begin([PREFIX], [asked.sid, asked.uid, asked.user_id, asked.refresh_hash, now_ms(), IDLE_SECONDS, ABSOLUTE_SECONDS, MOST_SESSIONS])
    return Done()


@app.post("/internal/v1/sessions/lookup")
async def look_up(asked: ByHash) -> FoundSession:
    found = await lookup([PREFIX], [asked.refresh_hash])
    if not found:
        raise HTTPException(404, "not_found")
    return FoundSession(sid=found[0], uid=found[1], user_id=found[2], state=found[3])


@app.post("/internal/v1/sessions/rotate")
async def rotate_token(asked: Rotation) -> Rotated:
    return Rotated(outcome=await rotate([PREFIX], [asked.refresh_hash, asked.successor_hash, now_ms(), IDLE_SECONDS, GRACE_MS]))


@app.get("/internal/v1/revocations")
async def ended(after: int = 0) -> Ended:
    entries = await store.zrange(PREFIX + "ended", f"({after}", "+inf", byscore=True, offset=0, num=5000, withscores=True)
    return Ended(seq=int(entries[-1][1]) if entries else after, sids=[entry[0] for entry in entries])


@app.post("/internal/v1/user-info/get")
async def get_user_info(asked: UserIds) -> KeptUsers:
    values = await store.mget([f"{PREFIX}user:{one}" for one in asked.user_ids]) if asked.user_ids else []
    kept = [(one, value) for one, value in zip(asked.user_ids, values) if value is not None]
    return KeptUsers(user_ids=[one for one, _ in kept], values=[value for _, value in kept])


@app.post("/internal/v1/user-info/put")
async def put_user_info(asked: UserInfos) -> Done:
    async with store.pipeline(transaction=False) as pipe:
        for entry in asked.entries:
            pipe.set(f"{PREFIX}user:{entry.user_id}", orjson.dumps(entry.value), ex=KEPT_SECONDS)
        await pipe.execute()
    return Done()


@app.post("/internal/v1/one-time/put")
async def put_once(asked: OneTime) -> Done:
    if not await store.set(f"{PREFIX}once:{asked.key}", asked.value, ex=asked.ttl_seconds, nx=True):
        raise HTTPException(409, "exists")
    return Done()


@app.post("/internal/v1/one-time/take")
async def take_once(asked: OneTime) -> OneTime:
    value = await store.getdel(f"{PREFIX}once:{asked.key}")
    if value is None:
        raise HTTPException(404, "not_found")
    return OneTime(key=asked.key, value=value)


@app.post("/internal/v1/counters/get")
async def counter(asked: OneTime) -> Count:
    return Count(count=int(await store.get(f"{PREFIX}count:{asked.key}") or 0))
