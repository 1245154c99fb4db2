"""Values that name another database under the DATABASE_URL of a Secret (JSON on standard input). Account, host and options stay.

usage: database_values.py DATABASE < secret.json > values.json"""
import base64
import json
import re
import sys


def with_database(url: str, database: str) -> str:
    found = re.fullmatch(r"([^:/?]+://[^/?]+)/[^?]*(\?.*)?", url)
    if not found:
        sys.exit("DATABASE_URL is not like mysql://user:password@host:port/name.")
    return f"{found[1]}/{database}{found[2] or ''}"


def main():
    url = base64.b64decode(json.load(sys.stdin)["data"]["DATABASE_URL"]).decode().strip()
    json.dump({"secrets": {"values": {"DATABASE_URL": with_database(url, sys.argv[1])}}}, sys.stdout)


if __name__ == "__main__":
    main()
