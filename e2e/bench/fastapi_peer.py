"""The peer of `make bench`: the same two answers as admin-service's, as a careful FastAPI service would give them.

Verifies an HS256 bearer token, reads the same tables of the same MariaDB by SQLAlchemy's async engine on aiomysql, answers
the same members and headers. It is kinder to itself than admin-service is: it asks no revocation feed, no rights, no
rate limit, and writes no log line.

Environment: BENCH_DATABASE (host:port/name with user and password as a SQLAlchemy URL), BENCH_KEY (HS256 key)."""
import os

from fastapi import Depends, FastAPI, HTTPException, Query, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

KEY = os.environ["BENCH_KEY"]
engine = create_async_engine(os.environ["BENCH_DATABASE"], pool_size=8, max_overflow=0)
app = FastAPI()
bearer = HTTPBearer()


class Tag(BaseModel):
    id: str
    tag_code: str
    tag_name: str
    parent_code: str | None
    level: int
    is_active: bool
    version: int


class Keyword(BaseModel):
    id: str
    keyword: str
    tag_code: str
    risk_level: str
    is_active: bool
    note: str | None
    version: int


async def user(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> str:
    try:
        return jwt.decode(credentials.credentials, KEY, algorithms=["HS256"], audience="llm-guard-manager")["uid"]
    except JWTError as error:
        raise HTTPException(401, "Not authenticated") from error


@app.get("/health")
async def health():
    return {"status": "healthy"}


TAGS = text("SELECT id, tag_code, tag_name, parent_code, level, is_active, version FROM meta_tags ORDER BY tag_code")
KEYWORDS = text("SELECT id, keyword, tag_code, risk_level, is_active, note, version FROM lib_global_keywords "
                "ORDER BY keyword LIMIT :limit OFFSET :skip")
COUNT = text("SELECT COUNT(*) FROM (SELECT 1 FROM lib_global_keywords LIMIT 10001) counted")


@app.get("/api/v1/tags/", response_model=list[Tag])
async def tags(response: Response, _: str = Depends(user)):
    async with engine.connect() as connection:
        rows = (await connection.execute(TAGS)).mappings().all()
    response.headers["X-Total-Count"] = str(len(rows))
    return [Tag(**row) for row in rows]


@app.get("/api/v1/keywords/global/", response_model=list[Keyword])
async def keywords(response: Response, skip: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=1000),
                   _: str = Depends(user)):
    async with engine.connect() as connection:
        rows = (await connection.execute(KEYWORDS, {"skip": skip, "limit": limit})).mappings().all()
        total = (await connection.execute(COUNT)).scalar_one()
    response.headers["X-Total-Count"] = str(total)
    return [Keyword(**row) for row in rows]
