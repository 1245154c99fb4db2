"""A tool behind the suite's sign-in: its nginx, configured as docs/operations/other-tools.md says, before a program that shows what it was told."""
import html
import json
import re
from pathlib import Path

import running_nginx
from e2e.client.connection import Connection
from e2e.client.session import BASE
from e2e.stack.ports import Ports
from running_stack import ROOT

PAGE = ROOT / "docs/operations/other-tools.md"
BLOCKS = re.findall(r"```nginx\n(.*?)```", PAGE.read_text(), re.DOTALL)
SERVICE = "auth-service.llmsafe.svc.cluster.local:9001"
PROCESS = """worker_processes 1;
pid {directory}/nginx.pid;
daemon off;
{user}
events {{}}
http {{
  access_log {directory}/access.log;
  {temporary}
  upstream lgm_auth {{ {servers} }}
  {site}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, f"{PAGE.name} lacks {old!r}"
        text = text.replace(old, new)
    return text


def shown(handler):
    """Its headers as a page."""
    text = html.escape(json.dumps(handler.headers.items()), quote=False)
    body = f'<!doctype html><title>Tool</title><link rel="icon" href="data:,"><pre>{text}</pre>'.encode()
    running_nginx.say(handler, body, Content_Type="text/html; charset=utf-8", Set_Cookie="lgm_refresh=planted; Path=/")


class Tool:
    """`own_session`: it has a cookie of its own. `permission` in place of the page's."""

    def __init__(self, stack, directory: Path, permission: str = "audit_logs", own_session: bool = False):
        directory.mkdir()
        self._program = running_nginx.Service(shown)
        port = Ports().any()
        self.url = f"http://127.0.0.1:{port}"
        headers, site, with_cookie = BLOCKS
        if own_session:
            site = re.sub(r"map \$http_cookie.*?\n}\n", lambda _: with_cookie, site, flags=re.DOTALL)
        (directory / "tool-headers.conf").write_text(headers)
        site = replaced(re.sub(r"\n *ssl_certificate.*", "", site), {
            "listen 8443 ssl;": f"listen 127.0.0.1:{port};", "https://guard.example.com/": stack.url.rstrip("/") + "/", SERVICE: "lgm_auth",
            "/etc/nginx/tool-headers.conf": f"{directory}/tool-headers.conf", "127.0.0.1:3000": f"127.0.0.1:{self._program.server_port}",
            "permission=audit_logs": f"permission={permission}",
        })  # fmt: skip
        servers = " ".join(f"server 127.0.0.1:{replica['public']} max_fails=0;" for replica in stack.services("auth-service"))
        temporary = "".join(f"{name}_temp_path {directory}/{name};" for name in TEMPORARY)
        configuration = directory / "nginx.conf"
        configuration.write_text(PROCESS.format(directory=directory, user=running_nginx.RUN_AS, temporary=temporary, servers=servers, site=site))
        self.nginx = running_nginx.started(directory, configuration, port)
        self.log = directory / "stderr"

    def ask(self, path: str = "/", cookies: dict | None = None, **headers):
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.nginx.ask(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def told(self, *asked, **headers) -> dict[str, str]:
        """What the tool itself was told of who asks."""
        answer = self.ask(*asked, **headers)
        assert answer.status == 200, (answer.status, answer.body)
        text = html.unescape(re.search(r"<pre>(.*)</pre>", answer.body.decode(), re.DOTALL)[1])
        return {name.lower(): value for name, value in json.loads(text)}

    def stop(self):
        self.nginx.stop()
        self._program.shutdown()
        self._program.server_close()


def verify(stack, replica: dict, query: str, cookies: dict | None = None, **headers):
    """Asked of one replica, as an nginx asks."""
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    connection = Connection(f"http://127.0.0.1:{replica['public']}", BASE)
    try:
        return connection.get("/auth/verify" + query, headers=headers)
    finally:
        connection.close()
