"""The process in front of MariaDB: users, made or brought up to date by a sign-in, and what they may."""
import asyncio
import ssl
import uuid
from contextlib import asynccontextmanager

from common import AccessLog, internal, setting
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import URL, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

PREFIX = setting("TABLE_PREFIX")
PERMISSIONS = {"AUDITOR": ["smart_labeling", "annotator_stats", "audit_logs"]}

address = URL.create("mysql+asyncmy", setting("DATABASE_USER"), setting("DATABASE_PASSWORD"), "127.0.0.1", int(setting("DATABASE_PORT")), setting("DATABASE_NAME"))
engine = create_async_engine(address, pool_size=8, max_overflow=0, connect_args={"ssl": ssl.create_default_context(cafile=setting("DATABASE_CA_FILE"))})

TABLES = (
    f"CREATE TABLE IF NOT EXISTS {PREFIX}users (id CHAR(36) PRIMARY KEY, issuer VARCHAR(255) NOT NULL, user_id VARCHAR(255) NOT NULL, username VARCHAR(64) NOT NULL, "
    "display_name VARCHAR(255), email VARCHAR(255), role VARCHAR(32) NOT NULL, is_active BOOL NOT NULL, created_at DATETIME NOT NULL, last_login_at DATETIME NOT NULL, "
    "UNIQUE (issuer, user_id)) CHARACTER SET utf8mb4",
    f"CREATE TABLE IF NOT EXISTS {PREFIX}audit (id BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(3) NOT NULL, user_id CHAR(36) NOT NULL, action VARCHAR(32) NOT NULL, "
    "details VARCHAR(1000) NOT NULL) CHARACTER SET utf8mb4",
)
INSERT = text(
    f"INSERT INTO {PREFIX}users (id, issuer, user_id, username, display_name, email, role, is_active, created_at, last_login_at) "
    "VALUES (:id, :issuer, :subject, :subject, :display_name, :email, 'AUDITOR', 1, UTC_TIMESTAMP(), UTC_TIMESTAMP()) "
    "ON DUPLICATE KEY UPDATE display_name = VALUES(display_name), email = VALUES(email), last_login_at = UTC_TIMESTAMP()"
)
FIND = text(f"SELECT id, user_id, username, role, is_active FROM {PREFIX}users WHERE issuer = :issuer AND user_id = :subject")
RIGHTS = text(f"SELECT id, user_id, username, role, is_active FROM {PREFIX}users WHERE id = :uid")
AUDIT = text(f"INSERT INTO {PREFIX}audit (at, user_id, action, details) VALUES (UTC_TIMESTAMP(3), :uid, 'LOGIN', :details)")


class Identity(BaseModel):
    issuer: str
    subject: str
    display_name: str
    email: str = ""


class Rights(BaseModel):
    uid: str
    user_id: str
    username: str
    role: str
    is_active: bool
    permissions: list[str]


@asynccontextmanager
async def lifespan(_: FastAPI):
    async with engine.begin() as connection:
        for statement in TABLES:
            await connection.execute(text(statement))
    yield
    await engine.dispose()


app = FastAPI(dependencies=[Depends(internal)], openapi_url=None, lifespan=lifespan)
app.add_middleware(AccessLog)


def rights_of(row) -> Rights:
    return Rights(uid=row.id, user_id=row.user_id, username=row.username, role=row.role, is_active=row.is_active, permissions=PERMISSIONS.get(row.role, []))


async def upsert(who: Identity) -> Rights:
    async with engine.begin() as connection:
        await connection.execute(INSERT, {"id": str(uuid.uuid4()), **who.model_dump()})
        row = (await connection.execute(FIND, {"issuer": who.issuer, "subject": who.subject})).one()
        await connection.execute(AUDIT, {"uid": row.id, "details": f'{{"issuer":"{who.issuer}"}}'})
    return rights_of(row)


@app.post("/internal/v1/users/sign-in")
async def sign_in(who: Identity) -> Rights:
    for _ in range(3):
        try:
            return await upsert(who)
        except OperationalError as error:
            # Two that arrive at once may wait for each other's rows.
            if error.orig.args[0] not in (1205, 1213):
                raise
            await asyncio.sleep(0.001)
    return await upsert(who)


@app.get("/internal/v1/users/{uid}/rights")
async def rights(uid: str) -> Rights:
    async with engine.connect() as connection:
        row = (await connection.execute(RIGHTS, {"uid": uid})).one_or_none()
    if row is None:
        raise HTTPException(404, "not_found")
    return rights_of(row)
