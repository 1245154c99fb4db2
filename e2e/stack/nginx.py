"""nginx before the suite: the configuration, made from the routing table, for a local stack and for the chart's
console pods (`python3 -m e2e.stack.nginx` writes the latter; Helm fills in the names of Services).

Paths are passed on as they came; the table decides, nothing is rewritten. Listeners for internal calls appear only as
a second, balanced address of a service with several replicas, as the cluster's Service would be; they are bound to
loopback and never reachable through the public server."""
import os
from dataclasses import dataclass, field
from pathlib import Path

from .routing import RoutingTable, load

MIME_TYPES = "/etc/nginx/mime.types"
# Shorter than a service that ends keeps idle connections open (two seconds): no request crosses its end.
KEPT_IDLE = "500ms"
CONSOLE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Site:
    """What nginx serves. Upstreams are ports on loopback."""

    directory: Path  # of nginx itself: configuration, temporary files
    access_log: Path
    port: int
    console_root: Path  # holds web-manager/
    upstreams: dict[str, list[int]]  # service -> public ports
    balanced: dict[int, list[int]] = field(default_factory=dict)  # port -> internal ports behind it
    callers: tuple[str, ...] = ("127.0.0.1",)  # addresses at which the balanced ports listen
    second_try: str = "error"  # when another upstream is asked: a value of proxy_next_upstream


def render(table: RoutingTable, site: Site) -> str:
    return _render(
        table,
        process=_LOCAL_PROCESS.format(user="user root;" if os.getuid() == 0 else "", directory=site.directory),
        directory=site.directory,
        access_log=site.access_log,
        second_try=site.second_try,
        client="",
        scheme="$scheme",
        listen=f"127.0.0.1:{site.port} default_server",
        upstreams="".join(_upstream(service, ports) for service, ports in site.upstreams.items()),
        console_root=site.console_root,
        runtime_config="",
        balanced="".join(_balanced(site.callers, port, behind) for port, behind in site.balanced.items()),
    )


def render_for_chart(table: RoutingTable) -> str:
    """A Helm template: a Service stands for all replicas, so each upstream names it twice, for a second try elsewhere."""
    services = list(dict.fromkeys(route.service for route in table.api))
    return _render(
        table,
        process="worker_processes 2;\npid /tmp/nginx.pid;\n",
        directory="/tmp",
        access_log="/dev/stdout",
        second_try="error",
        client=_BEHIND_PROXIES,
        scheme="$outer_scheme",
        listen="8080 default_server",
        upstreams="".join(_service_upstream(service) for service in services),
        console_root="/usr/share/nginx/html",
        runtime_config=_RUNTIME_CONFIG.format(path=table.console.path),
        balanced="",
    )


def _render(table: RoutingTable, *, console_root, **parts) -> str:
    return _MAIN.format(
        mime_types=MIME_TYPES,
        max_body=table.max_body,
        timeout=table.timeout_seconds,
        api="".join(_api_locations(route) for route in table.api),
        console=_CONSOLE.format(
            root=console_root, path=table.console.path, bare=table.console.path.rstrip("/"), policy=CONSOLE_POLICY
        ),
        redirects="".join(_redirect(path) for path in table.older_consoles),
        problem_404=_problem(404, "Not Found", "no_such_route", "There is nothing at this path"),
        problem_413=_problem(413, "Content Too Large", "too_large", f"The body is larger than {table.max_body}"),
        problem_503=_problem(
            503, "Service Unavailable", "unreachable", "The service behind this path cannot be reached; try again shortly"
        ),
        console_path=table.console.path,
        **parts,
    )


def write(table: RoutingTable, site: Site) -> Path:
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        (site.directory / name).mkdir(parents=True, exist_ok=True)
    path = site.directory / "nginx.conf"
    path.write_text(render(table, site))
    return path


def _upstream(name: str, ports: list[int]) -> str:
    servers = "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;\n" for port in ports)
    return f"  upstream {name} {{\n{servers}    keepalive 64;\n    keepalive_timeout {KEPT_IDLE};\n  }}\n"


def _service_upstream(name: str) -> str:
    server = f'    server {{{{ include "lgm.serviceAddress" (list $ "{name}") }}}} max_fails=0;\n'
    return f"  upstream {name} {{\n{server}{server}    keepalive 64;\n    keepalive_timeout {KEPT_IDLE};\n  }}\n"


def _api_locations(route) -> str:
    """A path covers itself and what lies below it, not `/loginx`."""
    # Below error level crit nginx quotes the whole request line; at sign-in its query may hold a one-time code.
    quiet = "error_log stderr crit; " if route.service == "auth-service" else ""
    return "".join(
        _API.format(match=match, quiet=quiet, service=route.service) for match in (f"= {route.path}", f"^~ {route.path}/")
    )


def _redirect(path: str) -> str:
    bare = path.rstrip("/")
    return f"    location = {bare} {{ return 301 $newer_console; }}\n    location ^~ {path} {{ return 301 $newer_console; }}\n"


def _balanced(callers: tuple[str, ...], port: int, behind: list[int]) -> str:
    listen = "\n    ".join(f"listen {address}:{port};" for address in callers)
    return _upstream(f"internal_{port}", behind) + _INTERNAL.format(port=port, listen=listen)


def _problem(status: int, title: str, code: str, detail: str) -> str:
    body = (
        f'{{"type":"about:blank","title":"{title}","status":{status},"detail":"{detail}","code":"{code}","instance":"urn:uuid:$request_id"}}'
    )
    return f"return {status} '{body}';"


_LOCAL_PROCESS = """\
{user}
worker_processes 1;
pid {directory}/nginx.pid;
"""

# The Ingress speaks for its clients; whose word counts is a value of the chart.
_BEHIND_PROXIES = """\
  {{- $proxies := compact (splitList "," (nospace (toString (default "" .Values.config.TRUSTED_PROXIES)))) }}
  {{- range $proxies }}
  set_real_ip_from {{ . }};
  {{- end }}
  real_ip_header X-Forwarded-For;
  real_ip_recursive on;
  geo $realip_remote_addr $by_proxy {
    default 0;
    {{- range $proxies }}
    {{ . }} 1;
    {{- end }}
  }
  map $by_proxy$http_x_forwarded_proto $outer_scheme { 1https https; default $scheme; }
"""

_RUNTIME_CONFIG = """\
    location = {path}config.json {{
      alias /etc/llmsafe/console/config.json;
      add_header X-Content-Type-Options nosniff always;
      add_header Cache-Control no-cache always;
    }}
"""

_MAIN = """\
# Made by e2e/stack/nginx.py from the routing table; changes here are lost.
{process}daemon off;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
  include {mime_types};
  default_type application/octet-stream;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
  server_tokens off;
  sendfile on;
  merge_slashes off;
  absolute_redirect off;

{client}
  # Paths without their query: tickets and codes stand in queries.
  log_format line escape=json '{{"time":"$time_iso8601","request_id":"$passed_request_id","client":"$remote_addr",'
    '"method":"$request_method","path":"$requested_path","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'
    '"upstream":"$upstream_addr","upstream_status":"$upstream_status","upstream_seconds":"$upstream_response_time"}}';
  access_log off;

  map $request_uri $requested_path {{ "~^(?<before_query>[^?]*)" $before_query; }}

  # The client's own request id counts when it has the form that the services accept.
  map $http_x_request_id $passed_request_id {{ "~^[A-Za-z0-9._:-]{{1,128}}$" $http_x_request_id; default $request_id; }}
  # Browsers ignore it on plain http, and RFC 6797 forbids sending it there.
  map {scheme} $transport_security {{ https "max-age=31536000; includeSubDomains"; default ""; }}
  # An older console's path with its first segment changed; what follows stays as it was sent, query included.
  map $request_uri $newer_console {{
    "~^/[^/?]+/(?<rest>.*)$" {console_path}$rest;
    "~^/[^/?]+(?<query>\\?.*)?$" {console_path}$query;
  }}

  client_max_body_size {max_body};
  client_header_timeout 10s;
  large_client_header_buffers 4 16k;
  keepalive_timeout 75s;

  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  proxy_set_header X-Request-ID $passed_request_id;
  proxy_set_header X-Real-IP $remote_addr;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Proto {scheme};
  proxy_set_header X-Forwarded-Host $http_host;
  proxy_set_header Forwarded "";
  proxy_connect_timeout 5s;
  proxy_read_timeout {timeout}s;
  proxy_send_timeout {timeout}s;
  proxy_max_temp_file_size 0;
  # Another replica is asked when one cannot be reached; a POST or PATCH that was sent is not sent again.
  proxy_next_upstream {second_try};
  proxy_hide_header Strict-Transport-Security;

{upstreams}
  server {{
    listen {listen};
    access_log {access_log} line;
    error_page 413 = @too_large;
    error_page 502 504 = @unreachable;
    add_header Strict-Transport-Security $transport_security always;

{api}
{console}
{runtime_config}{redirects}
    location / {{
      types {{ }}
      default_type application/problem+json;
      add_header X-Content-Type-Options nosniff always;
      add_header Referrer-Policy no-referrer always;
      add_header Content-Security-Policy "default-src 'none'; frame-ancestors 'none'" always;
      {problem_404}
    }}
    location @too_large {{
      types {{ }}
      default_type application/problem+json;
      add_header X-Content-Type-Options nosniff always;
      add_header Cache-Control no-store always;
      {problem_413}
    }}
    location @unreachable {{
      types {{ }}
      default_type application/problem+json;
      add_header X-Content-Type-Options nosniff always;
      add_header Cache-Control no-store always;
      add_header Retry-After 1 always;
      {problem_503}
    }}
  }}
{balanced}}}
"""

_API = """\
    location {match} {{ {quiet}proxy_pass http://{service}; }}
"""

_CONSOLE = """\
    location = / {{ return 302 {path}; }}
    location = {bare} {{ return 301 $newer_console; }}
    location ^~ {path} {{
      error_log stderr crit;  # lesser messages quote the whole request line, tickets included
      root {root};
      try_files $uri {path}index.html;
      add_header Strict-Transport-Security $transport_security always;
      add_header X-Content-Type-Options nosniff always;
      add_header Referrer-Policy no-referrer always;
      add_header X-Frame-Options DENY always;
      add_header Content-Security-Policy "{policy}" always;
      add_header Cache-Control no-cache always;
      gzip on;
      gzip_types text/css application/javascript application/json image/svg+xml;
    }}
    location ^~ {path}assets/ {{
      root {root};
      try_files $uri =404;
      add_header Strict-Transport-Security $transport_security always;
      add_header X-Content-Type-Options nosniff always;
      add_header Referrer-Policy no-referrer always;
      add_header Content-Security-Policy "{policy}" always;
      add_header Cache-Control "public, max-age=31536000, immutable" always;
      gzip on;
      gzip_types text/css application/javascript application/json image/svg+xml;
    }}
"""

_INTERNAL = """\
  server {{
    {listen}
    proxy_set_header X-Forwarded-For "";
    proxy_set_header X-Request-ID $http_x_request_id;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    location / {{ proxy_pass http://internal_{port}; }}
  }}
"""


if __name__ == "__main__":
    print(render_for_chart(load()), end="")
