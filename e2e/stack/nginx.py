"""nginx before the suite: the configuration, made from the routing table, for a local stack, for the chart's console pods (Helm
fills in the names of Services) and for the console's image alone. `python3 -m e2e.stack.nginx chart|image` writes the latter two.

Paths are passed on as they came; the table decides, nothing is rewritten. Listeners for internal calls appear only as
a second, balanced address of a service with several replicas, as the cluster's Service would be; they are bound to
loopback and never reachable through the public server."""
import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import nginx_answers as answers
from . import nginx_text as text
from .options import ROOT
from .routing import RoutingTable, load

MIME_TYPES = "/etc/nginx/mime.types"
# Shorter than a service that ends keeps idle connections open (two seconds): no request crosses its end.
KEPT_IDLE = "500ms"
CONSOLE_POLICY = answers.CONSOLE_POLICY
CHART_CONFIG = "/etc/llmsafe/console/config.json"
COUNTING = ROOT / "charts" / "llm-guard-manager" / "files" / "edge_metrics.lua"
# Where Prometheus and the kubelet ask the console's pods, beside the internal ports of the services.
INTERNAL_PORT = 9105


@dataclass(frozen=True)
class Site:
    """What nginx serves. Upstreams are ports on loopback."""

    directory: Path  # of nginx itself: configuration, temporary files
    access_log: Path
    port: int
    internal: int  # port of the metrics
    console_root: Path  # holds web-manager/
    upstreams: dict[str, list[int]]  # service -> public ports
    balanced: dict[int, list[int]] = field(default_factory=dict)  # port -> internal ports behind it
    callers: tuple[str, ...] = ("127.0.0.1",)  # addresses at which the balanced ports listen
    second_try: str = "error"  # when another upstream is asked: a value of proxy_next_upstream


def render(table: RoutingTable, site: Site) -> str:
    return _render(
        table,
        process=text.LOCAL_PROCESS.format(user="user root;" if os.getuid() == 0 else "", directory=site.directory),
        directory=site.directory,
        access_log=site.access_log,
        proxy=text.PROXY.format(second_try=site.second_try, scheme="$scheme"),
        client="",
        scheme="$scheme",
        listen=f"127.0.0.1:{site.port} default_server",
        upstreams="".join(_upstream(service, ports) for service, ports in site.upstreams.items()),
        console_root=site.console_root,
        modules=text.MODULES,
        counting=_counting(table, site.directory),
        counted=text.COUNTED,
        inside=_inside(table, f"127.0.0.1:{site.internal}", site.console_root, text.SHOWN),
        balanced="".join(_balanced(site.callers, port, behind) for port, behind in site.balanced.items()),
    )


def render_for_chart(table: RoutingTable) -> str:
    """A Helm template: a Service stands for all replicas, so each upstream names it twice, for a second try elsewhere."""
    services = list(dict.fromkeys(route.service for route in table.api))
    return _render(
        table,
        **_IN_A_POD,
        proxy=text.PROXY.format(second_try="error", scheme="$outer_scheme"),
        client=text.BEHIND_PROXIES,
        scheme="$outer_scheme",
        upstreams="".join(_service_upstream(service) for service in services),
        runtime_config=CHART_CONFIG,
        modules=_where_counted(text.MODULES),
        counting=_where_counted(_counting(table, "/etc/llmsafe/nginx")),
        counted=_where_counted(text.COUNTED),
        inside=_inside(table, str(INTERNAL_PORT), _IN_A_POD["console_root"], _where_counted(text.SHOWN)),
        balanced="",
    )


def render_for_image(table: RoutingTable) -> str:
    """The console alone. An installation mounts its own file in the image, with the routes to its services."""
    return _render(
        table,
        **_IN_A_POD,
        proxy="",
        client="",
        scheme="$scheme",
        upstreams="",
        modules="",
        counting="",
        counted="",
        inside="",
        balanced="",
        unreachable="This server has no way to the services: its nginx.conf is to be mounted",
    )


_IN_A_POD = {
    "process": "worker_processes 2;\npid /tmp/nginx.pid;\n",
    "directory": "/tmp",
    "access_log": "/dev/stdout",
    "listen": "8080 default_server",
    "console_root": "/usr/share/nginx/html",
}


def _render(table: RoutingTable, *, console_root, runtime_config="", unreachable="", **parts) -> str:
    reached = not unreachable
    return text.MAIN.format(
        connections=text.CONNECTIONS,
        descriptors=text.DESCRIPTORS,
        mime_types=MIME_TYPES,
        unless_said=answers.unless_said_maps(),
        problems=answers.problem_maps(unreachable),
        own_answers=answers.locations(),
        largest_bodies=_largest_bodies(table),
        routed_to=_by_path(table, lambda route: route.service, '""'),
        server=_lines(
            4,
            f"client_max_body_size {table.console.kind.max_body};",
            *answers.error_pages(),
            "add_header Strict-Transport-Security $transport_security always;",
            *answers.unless_said_headers(),
        ),
        api="".join(_api_locations(route, reached) for route in table.api),
        console=_console(table, console_root, runtime_config),
        redirects="".join(_redirect(path) for path in table.older_consoles),
        elsewhere="return 404;",
        console_path=table.console.path,
        **parts,
    )


def write(table: RoutingTable, site: Site) -> Path:
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        (site.directory / name).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(COUNTING, site.directory / COUNTING.name)
    path = site.directory / "nginx.conf"
    path.write_text(render(table, site))
    return path


def _lines(indent: int, *lines: str) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _location(match: str, *lines: str) -> str:
    return f"    location {match} {{\n{_lines(6, *lines)}    }}\n"


def _upstream(name: str, ports: list[int]) -> str:
    servers = "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;\n" for port in ports)
    return f"  upstream {name} {{\n{servers}    keepalive 64;\n    keepalive_timeout {KEPT_IDLE};\n  }}\n"


def _service_upstream(name: str) -> str:
    server = f'    server {{{{ include "lgm.serviceAddress" (list $ "{name}") }}}} max_fails=0;\n'
    return f"  upstream {name} {{\n{server}{server}    keepalive 64;\n    keepalive_timeout {KEPT_IDLE};\n  }}\n"


def _api_locations(route, reached: bool) -> str:
    """A path covers itself and what lies below it, not `/loginx`."""
    lines = [f"client_max_body_size {route.kind.max_body};"]
    if route.service == "auth-service":
        # Below error level crit nginx quotes the whole request line; at sign-in its query may hold a one-time code.
        lines.append("error_log stderr crit;")
    if route.kind.compressed:
        lines.append("gzip on;")
    if reached:
        seconds = route.kind.timeout_seconds
        lines += [f"proxy_read_timeout {seconds}s;", f"proxy_send_timeout {seconds}s;", f"proxy_pass http://{route.service};"]
    else:
        lines.append("return 503;")
    return "".join(f"    location {match} {{ {' '.join(lines)} }}\n" for match in (f"= {route.path}", f"^~ {route.path}/"))


def _largest_bodies(table: RoutingTable) -> str:
    return _by_path(table, lambda route: route.kind.max_body, table.console.kind.max_body)


def _by_path(table: RoutingTable, value, default: str) -> str:
    """Cases of a map, the longest path first."""
    routes = sorted(table.api, key=lambda route: -len(route.path))
    cases = "".join(f'    "~^{re.escape(route.path)}(/|$)" {value(route)};\n' for route in routes)
    return f"{cases}    default {default};\n"


def _counting(table: RoutingTable, lua) -> str:
    services = ", ".join(f'"{service}"' for service in dict.fromkeys(route.service for route in table.api))
    return text.COUNTING.format(lua=lua, services=services)


def _where_counted(lines: str) -> str:
    """An image of one's own may lack the module."""
    return f"{{{{- if .Values.metrics.edge.enabled }}}}\n{lines}{{{{- end }}}}\n"


def _inside(table: RoutingTable, listen: str, root, shown: str) -> str:
    return text.INSIDE.format(listen=listen, console=table.console.path, root=root, shown=shown)


def _console(table: RoutingTable, root, runtime_config: str) -> str:
    path = table.console.path
    # Below crit, as above: the query may hold a ticket.
    files = ["error_log stderr crit;", f"root {root};", "gzip on;", "gzip_static on;"]
    page = answers.headers("no-cache always", CONSOLE_POLICY, pages=True)
    # Only what is there is kept for a year: an asset that is not there yet comes with the next pod.
    asset = answers.headers('"public, max-age=31536000, immutable"', CONSOLE_POLICY)
    made = f"    location = / {{ return 302 {path}; }}\n    location = {path.rstrip('/')} {{ error_log stderr crit; return 301 $newer_console; }}\n"
    made += _location(f"^~ {path}", *files, f"try_files $uri {path}index.html;", *page)
    made += _location(f"^~ {path}assets/", *files, "try_files $uri =404;", *asset)
    # Alerts link them: what is not there says so, and is not the console.
    runbooks = f"{path}runbooks"
    made += f"    location = {runbooks} {{ return 301 {runbooks}/; }}\n"
    made += _location(f"^~ {runbooks}/", *files, "try_files $uri $uri/index.html =404;", *page)
    if runtime_config:
        made += _location(f"= {path}config.json", f"alias {runtime_config};", *answers.headers("no-cache always", CONSOLE_POLICY, pages=True))
    return made


def _redirect(path: str) -> str:
    then = "{ error_log stderr crit; return 301 $newer_console; }"
    return f"    location = {path.rstrip('/')} {then}\n    location ^~ {path} {then}\n"


def _balanced(callers: tuple[str, ...], port: int, behind: list[int]) -> str:
    listen = "\n    ".join(f"listen {address}:{port};" for address in callers)
    return _upstream(f"internal_{port}", behind) + text.INTERNAL.format(port=port, listen=listen)


if __name__ == "__main__":
    print({"chart": render_for_chart, "image": render_for_image}[sys.argv[1]](load()), end="")
