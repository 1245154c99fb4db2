"""Which other origins may call, and the paths of older consoles."""
import pytest
from running_stack import FOREIGN_ORIGIN


@pytest.mark.parametrize("path", ["/tags/", "/sso/health"])
def test_the_listed_origin_may_call(path, admin):
    answer = admin.get(path, headers={"Origin": FOREIGN_ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == FOREIGN_ORIGIN
    assert "Origin" in ", ".join(answer.headers.get_all("Vary"))
    preflight = admin.request("OPTIONS", path, headers={"Origin": FOREIGN_ORIGIN, "Access-Control-Request-Method": "GET"})
    assert preflight.status in (200, 204)
    assert preflight.headers["Access-Control-Allow-Origin"] == FOREIGN_ORIGIN
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", FOREIGN_ORIGIN + ".evil.example", "https://x" + FOREIGN_ORIGIN[8:], "null", "http" + FOREIGN_ORIGIN[5:], FOREIGN_ORIGIN + ":444"]
)
def test_no_other_origin_may(origin, admin):
    for path in ("/tags/", "/sso/health"):
        assert admin.get(path, headers={"Origin": origin}).headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("old", ["/web-manager-java", "/web-vue", "/login"])
def test_older_console_paths_lead_to_the_console(old, stack):
    connection = stack.anonymous("")
    answer = connection.get(f"{old}/sso/login?ticket=TK_1&return_url=%2Fx")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["Location"] == "/web-manager/sso/login?ticket=TK_1&return_url=%2Fx"


def test_api_answers_are_not_cached_nor_sniffed(admin, stack):
    for answer in (admin.get("/tags/"), admin.get("/no/such/path"), stack.anonymous("").get("/nothing")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert admin.get("/tags/").headers["Cache-Control"] == "no-store"
    assert len(admin.get("/tags/").headers.get_all("X-Request-ID")) == 1
