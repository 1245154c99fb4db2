"""Every public URL reaches the right service as it was sent: through nginx configured as the rendered Ingress says, through the
HTTPRoute's rules as the Gateway API defines them, and through the console's own nginx.

What a service answers is read from its own document of routes, not from the routing table."""
import http.client
import json
import re
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import rendering

from e2e.stack.databases import program

BASES = ("/dbmanage/api/v1", "/api/v1")
CONSOLE = ["/web-manager", "/web-manager/", "/web-manager/tags?page=2", "/web-manager-java/x", "/web-vue/sso/login?ticket=TK_1", "/login", "/"]
ANNOTATION = "nginx.ingress.kubernetes.io/"
# What browsers are led to with a ticket or a one-time code in the query.
SECRET_QUERIES = ["/web-manager/sso/login?ticket=TK_1", "/web-vue/sso/login?ticket=TK_1", "/web-manager-java/?ticket=TK_1", "/login?ticket=TK_1", "/?ticket=TK_1",
                  "/dbmanage/api/v1/auth/callback?code=1&state=2", "/api/v1/auth/callback?code=1"]  # fmt: skip
UNROUTED = ["/internal/v1/revocations", "/dbmanage/internal/v1/users", "/metrics", "/dbmanage/api/v2/tags", "/api/v1x", "/web-managers/",
            "/api/input/instance/rule/run"]  # fmt: skip


def public_urls():
    """(URL, the service that must answer)."""
    for service in ("auth-service", "admin-service"):
        document = json.loads((rendering.ROOT / "webui/openapi" / f"{service}.json").read_text())
        for path in document["paths"]:
            rest = path.removeprefix(BASES[1])
            if rest != path and not rest.startswith("/health"):  # every service has health; the table gives it to one
                for base in BASES:
                    yield base + rest.replace("{", "%7B").replace("}", "%7D"), service
    for base in BASES:
        for path in ("/guard/check", "/guard/check/batch", "/guard/health", "/guard/health/ready", "/guard/openapi.json"):
            yield base + path, "guard-service"
        for path in ("/health", "/health/ready", "/guardians", "/loginx", "/ssox/login", "/keywords/%E6%95%8F%20a%2Bb?q=%25+x"):
            yield base + path, "admin-service"
    for path in CONSOLE:
        yield path, "frontend-svc"


URLS = list(public_urls())


def test_the_urls_are_the_services_own():
    assert len(URLS) > 100 and {service for _, service in URLS} == {"auth-service", "admin-service", "guard-service", "frontend-svc"}


class Backend(ThreadingHTTPServer):
    """Stands for a Service: says its name, and what it was asked."""

    daemon_threads = True

    def __init__(self, name):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = json.dumps({"service": name, "path": self.path, "headers": dict(self.headers)}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def backends():
    running = {name: Backend(name) for name in ("auth-service", "admin-service", "guard-service", "frontend-svc")}
    yield {name: server.server_port for name, server in running.items()}
    for server in running.values():
        server.shutdown()


class Nginx:
    def __init__(self, directory, text):
        file = directory / "nginx.conf"
        file.write_text(text)
        self.port = int(text.split("listen 127.0.0.1:")[1].split()[0].rstrip(";"))
        self.process = subprocess.Popen([program("nginx"), "-e", "stderr", "-c", str(file)], stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.process.stderr.read()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("nginx does not listen")

    def ask(self, path, headers=None, source="127.0.0.1"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10, source_address=(source, 0))
        try:
            connection.request("GET", path, headers={"Host": "llm-guard.company.com", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def free_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


def as_the_ingresses_say(ingresses, ports, directory):
    """Locations as Kubernetes defines path types: Exact; Prefix by whole segments. The longest wins, as in nginx, whichever object of the host
    it stands in. Each line of the access log names the object."""
    locations = []
    for ingress in ingresses:
        [rule] = ingress["spec"]["rules"]
        said = {name.removeprefix(ANNOTATION): value for name, value in ingress["metadata"]["annotations"].items()}
        log = "off" if said.get("enable-access-log") == "false" else f"{directory}/access.log"
        for path in rule["http"]["paths"]:
            port = ports[path["backend"]["service"]["name"]]
            limits = f"access_log {log}; client_max_body_size {said['proxy-body-size']}; proxy_read_timeout {said['proxy-read-timeout']}s;"
            target = f"{{ {limits} proxy_pass http://127.0.0.1:{port}; }}\n"
            locations.append(f"location = {path['path']} {target}")
            if path["pathType"] == "Prefix":
                locations.append(f"location ^~ {path['path'].rstrip('/')}/ {target}")
    return f"""daemon off; {user()} pid {directory}/pid; error_log stderr; events {{}}
    http {{ merge_slashes off;
      client_body_temp_path {directory}/a; proxy_temp_path {directory}/b; fastcgi_temp_path {directory}/c; uwsgi_temp_path {directory}/d;
      scgi_temp_path {directory}/e;
      server {{ listen 127.0.0.1:{free_port()}; server_name {rule['host']};
        {"".join(locations)}
        location / {{ return 404; }} }} }}"""


def user():
    import os

    return "user root;" if os.getuid() == 0 else ""


@pytest.fixture(scope="module")
def ingress(defaults, backends, tmp_path_factory):
    directory = tmp_path_factory.mktemp("ingress")
    running = Nginx(directory, as_the_ingresses_say(defaults.of("Ingress"), backends, directory))
    running.log = directory / "access.log"
    yield running
    running.stop()


@pytest.fixture(scope="module")
def console(backends, tmp_path_factory):
    """The nginx of the console's pods, its file as it is mounted but for addresses and folders of this machine."""
    directory = tmp_path_factory.mktemp("console")
    objects = rendering.render("everything")
    text = objects.named("ConfigMap", "llmsafe-frontend")["data"]["nginx.conf"]
    for name in ("auth-service", "admin-service", "guard-service"):
        public = next(p["port"] for p in objects.named("Service", name)["spec"]["ports"] if p["name"] == "http")
        text = text.replace(f"server {name}:{public} ", f"server 127.0.0.1:{backends[name]} ")
    (directory / "html/web-manager/assets").mkdir(parents=True)
    (directory / "html/web-manager/index.html").write_text("the console")
    (directory / "config.json").write_text(objects.named("ConfigMap", "llmsafe-frontend")["data"]["config.json"])
    (directory / "edge_metrics.lua").write_text(objects.named("ConfigMap", "llmsafe-frontend")["data"]["edge_metrics.lua"])
    for old, new in (("listen 8080 ", f"listen 127.0.0.1:{free_port()} "), ("listen 9105;", f"listen 127.0.0.1:{free_port()};"),
                     ("/tmp/", f"{directory}/"), ("/usr/share/nginx/html", f"{directory}/html"),
                     ("/etc/llmsafe/console/", f"{directory}/"), ("/etc/llmsafe/nginx/", f"{directory}/"), (" 10.245.0.1;", " 127.0.0.1;"), (" 10.245.0.1 1;", " 127.0.0.1 1;"),
                     ("access_log /dev/stdout", f"access_log {directory}/access.log")):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    running = Nginx(directory, user() + text)
    yield running
    running.stop()


def service_by_gateway_rules(route, path):
    rule = longest_rule(route, path)
    return rule and rule["backendRefs"][0]["name"]


def longest_rule(route, path):
    """An Exact match first, then the longest prefix of whole segments (Gateway API, HTTPPathMatch)."""
    path = path.partition("?")[0]
    best = None
    for rule in route["spec"]["rules"]:
        assert not rule.get("filters"), "nothing is rewritten"
        for match in rule["matches"]:
            kind, value = match["path"]["type"], match["path"]["value"]
            stem = value.rstrip("/")
            fits = path == value if kind == "Exact" else path == stem or path.startswith(stem + "/")
            rank = (kind == "Exact", len(value))
            if fits and (best is None or rank > best[0]):
                best = (rank, rule)
    return best and best[1]


def test_the_ingress(ingress):
    for url, service in URLS:
        status, body, _ = ingress.ask(url)
        assert status == 200, url
        seen = json.loads(body)
        assert (seen["service"], seen["path"]) == (service, url)


def test_no_ticket_stands_in_the_controllers_log(ingress):
    for url in SECRET_QUERIES:
        assert ingress.ask(url)[0] == 200
    ingress.ask("/dbmanage/api/v1/tags/?q=seen")
    deadline = time.monotonic() + 20
    while "q=seen" not in (logged := ingress.log.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert not [word for word in ("TK_1", "code=1", "state=2") if word in logged]


def test_each_ingress_has_the_limits_of_its_routes(defaults):
    said = {item["metadata"]["name"]: {n.removeprefix(ANNOTATION): v for n, v in item["metadata"]["annotations"].items()} for item in defaults.of("Ingress")}
    names = ("proxy-connect-timeout", "proxy-read-timeout", "proxy-send-timeout", "proxy-body-size")
    assert {ingress: tuple(limits[name] for name in names) for ingress, limits in said.items()} == {
        "llmsafe-ingress": ("600", "600", "600", "50m"),
        "llmsafe-ingress-console": ("600", "600", "600", "50m"),
        "llmsafe-ingress-sign-in": ("5", "60", "60", "1m"),
        "llmsafe-ingress-check": ("5", "30", "30", "17m"),
    }


def test_callers_with_little_time_are_not_held_by_a_pod_that_is_cut_off(defaults):
    """ingress-nginx tries three pods one after another, unless it is told otherwise."""
    for name in ("llmsafe-ingress-check", "llmsafe-ingress-sign-in"):
        said = defaults.named("Ingress", name)["metadata"]["annotations"]
        assert 3 * int(said[ANNOTATION + "proxy-connect-timeout"]) < int(said[ANNOTATION + "proxy-read-timeout"])


def test_browsers_are_led_to_https_and_clients_are_refused(defaults):
    def redirects(objects):
        return {item["metadata"]["name"] for item in objects.of("Ingress") if item["metadata"]["annotations"].get(ANNOTATION + "ssl-redirect") == "true"}

    everything = {item["metadata"]["name"] for item in defaults.of("Ingress")}
    assert redirects(defaults) == {"llmsafe-ingress-console"}
    assert defaults.named("ConfigMap", "llmsafe-config")["data"]["HTTPS_REQUIRED"] == "true"
    # Where a service would not refuse, the controller redirects.
    for values in ("config.TRUSTED_PROXIES=none", "config.HTTPS_REQUIRED=false"):
        assert redirects(rendering.render("defaults", "--set", values)) == everything
    assert redirects(rendering.render("defaults", "--set", "ingress.tls.enabled=false")) == set()


def test_annotations_of_the_installation_count_more(defaults):
    given = rendering.render("defaults", "--set-string", "ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/proxy-read-timeout=5")
    assert {item["metadata"]["annotations"][ANNOTATION + "proxy-read-timeout"] for item in given.of("Ingress")} == {"5"}


@pytest.mark.parametrize("path", UNROUTED)
def test_the_ingress_routes_nothing_else(ingress, path):
    assert ingress.ask(path)[0] == 404


def test_the_gateway_rules():
    route = rendering.render("gateway").of("HTTPRoute")[0]
    assert {url: service_by_gateway_rules(route, url) for url, _ in URLS} == dict(URLS)
    assert [service_by_gateway_rules(route, path) for path in UNROUTED] == [None] * len(UNROUTED)
    seconds = {url: longest_rule(route, url)["timeouts"]["request"] for url, _ in URLS}
    assert {seconds[base + "/guard/check"] for base in BASES} == {"30s"} and {seconds[base + "/sso/login"] for base in BASES} == {"60s"}
    assert {seconds[base + "/tags/"] for base in BASES} == {"600s"}


def test_the_gateways_limits():
    rules = rendering.render("gateway").of("HTTPRoute")[0]["spec"]["rules"]
    assert len(rules) <= 16 and all(len(rule["matches"]) <= 64 for rule in rules)


def test_ingress_and_gateway_are_not_both_rendered():
    assert not rendering.render("gateway").of("Ingress") and not rendering.render("defaults").of("HTTPRoute")


def test_the_consoles_nginx_routes_the_api(console):
    for url, service in URLS:
        if service != "frontend-svc":
            status, body, _ = console.ask(url)
            assert status == 200, url
            seen = json.loads(body)
            assert (seen["service"], seen["path"]) == (service, url)


def test_the_consoles_nginx_serves_the_console(console):
    for path in ("/web-manager/", "/web-manager/tags?page=2"):
        assert console.ask(path)[:2] == (200, b"the console")
    status, body, headers = console.ask("/web-manager/config.json")
    assert (status, json.loads(body)) == (200, {"apiBase": "/dbmanage/api/v1", "portalUrl": ""})
    assert headers["Content-Type"] == "application/json" and headers["Cache-Control"] == "no-cache"
    assert console.ask("/web-vue/sso/login?ticket=TK_1")[2]["Location"] == "/web-manager/sso/login?ticket=TK_1"
    assert console.ask("/")[2]["Location"] == "/web-manager/"


@pytest.mark.parametrize("path", ["/", "/web-manager/", "/web-manager/config.json", "/web-manager/assets/gone.js", "/login", "/nothing", "/api/v1/tags", "/api/v1/sso/me"])
def test_every_answer_keeps_browsers_on_https(console, path):
    said = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    assert console.ask(path, said)[2].get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert console.ask(path)[2]["Strict-Transport-Security"] is None


def test_the_consoles_nginx_keeps_no_missing_asset(console):
    status, body, headers = console.ask("/web-manager/assets/gone.js")
    assert (status, json.loads(body)["code"]) == (404, "no_such_route")
    assert headers.get_all("Cache-Control") == ["no-store"] and headers["X-Content-Type-Options"] == "nosniff"
    assert console.ask("/web-manager/config.json")[2]["Referrer-Policy"] == "no-referrer"


def test_the_consoles_nginx_may_open_what_its_connections_need(defaults):
    """Its container begins with whatever limit the node gives."""
    text = defaults.named("ConfigMap", "llmsafe-frontend")["data"]["nginx.conf"]
    descriptors, connections = (int(re.search(rf"(?m)^[^#]*\b{name} (\d+);", text).group(1)) for name in ("worker_rlimit_nofile", "worker_connections"))
    assert descriptors >= 2 * connections


@pytest.mark.parametrize("path", UNROUTED)
def test_the_consoles_nginx_routes_nothing_else(console, path):
    assert console.ask(path)[0] == 404


def test_the_word_of_trusted_proxies_counts(console):
    """127.0.0.1 stands for the Ingress here: the client is whom it names last that is not trusted itself."""
    seen = json.loads(console.ask("/api/v1/tags", {"X-Forwarded-For": "6.6.6.6, 203.0.113.7, 10.244.1.1", "X-Forwarded-Proto": "https"})[1])["headers"]
    assert seen["X-Forwarded-For"] == "203.0.113.7" and seen["X-Forwarded-Proto"] == "https"


def test_the_word_of_others_does_not(console):
    said = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    status, body, headers = console.ask("/api/v1/tags", said, source="127.0.0.2")
    seen = json.loads(body)["headers"]
    assert seen["X-Forwarded-For"] == "127.0.0.2" and seen["X-Forwarded-Proto"] == "http"
    assert headers["Strict-Transport-Security"] is None
    assert console.ask("/web-manager/", said)[2]["Strict-Transport-Security"]


def test_nothing_internal_is_routed(rendered):
    for ingress in rendered.of("Ingress"):
        for path in ingress["spec"]["rules"][0]["http"]["paths"]:
            assert path["backend"]["service"]["port"]["number"] < 9100
            assert path["pathType"] in ("Prefix", "Exact") and not set(path["path"]) & set("($|*")
    for route in rendered.of("HTTPRoute"):
        assert all(ref["port"] < 9100 for rule in route["spec"]["rules"] for ref in rule["backendRefs"])
