"""Values that name another database under the DATABASE_URL of a Secret (JSON on standard input), and under its DATABASE_URL_MIGRATE where
there is one. Accounts, host and options stay.

usage: database_values.py DATABASE < secret.json > values.json"""
import base64
import json
import re
import sys


def with_database(name: str, url: str, database: str) -> str:
    found = re.fullmatch(r"([^:/?]+://[^/?]+)/[^?]*(\?.*)?", url)
    if not found:
        sys.exit(f"{name} is not like mysql://user:password@host:port/name.")
    return f"{found[1]}/{database}{found[2] or ''}"


def main():
    data = json.load(sys.stdin)["data"]
    names = [name for name in ("DATABASE_URL", "DATABASE_URL_MIGRATE") if name == "DATABASE_URL" or name in data]
    urls = {name: with_database(name, base64.b64decode(data[name]).decode().strip(), sys.argv[1]) for name in names}
    json.dump({"secrets": {"values": urls}}, sys.stdout)


if __name__ == "__main__":
    main()
