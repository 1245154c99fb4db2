# The FastAPI peer as an image, built as such services are: Debian's slim base, the packages, the source.
FROM debian:bookworm-slim
COPY tools/setup /tmp/setup
RUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt /tmp/setup fastapi-stage && rm /tmp/setup
COPY e2e/bench/fastapi_peer.py /app/
WORKDIR /app
USER 1000:1000
ENTRYPOINT ["/usr/bin/python3", "-m", "uvicorn", "fastapi_peer:app", "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
