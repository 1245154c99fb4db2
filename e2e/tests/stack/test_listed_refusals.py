"""A refusal that a route's document does not list is found."""
from e2e.client import connection
from refusals import Documents

DOCUMENT = {
    "paths": {
        "/api/v1/tags/{id}": {
            "delete": {"responses": {"200": {"description": "Done"}, "409": {"description": "`tag_in_use`: by `facts.uses`; `other_code`"}}}
        }
    }
}


def unlisted(monkeypatch, *refused):
    monkeypatch.setattr("refusals.refused", set(refused))
    return Documents([DOCUMENT]).unlisted()


def test_what_is_listed_passes(monkeypatch):
    known = ("DELETE", "/dbmanage/api/v1/tags/5", 409, "tag_in_use"), ("DELETE", "/api/v1/tags/5/", 409, "other_code")
    assert unlisted(monkeypatch, *known) == []


def test_another_code_or_status_is_told(monkeypatch):
    refused = [("DELETE", "/api/v1/tags/5", 409, "duplicate"), ("DELETE", "/api/v1/tags/5", 400, "tag_in_use")]
    assert unlisted(monkeypatch, *refused) == ["DELETE /api/v1/tags/5: 400 tag_in_use", "DELETE /api/v1/tags/5: 409 duplicate"]


def test_nginx_and_paths_of_no_route_answer_for_themselves(monkeypatch):
    refused = [("GET", "/api/v1/none", 404, "no_such_route"), ("DELETE", "/api/v1/tags/5", 503, "unreachable")]
    assert unlisted(monkeypatch, *refused) == []


def test_the_client_notes_refusals(monkeypatch):
    monkeypatch.setattr(connection, "refused", set())
    answer = connection.Answer(409, {"Content-Type": "application/problem+json"}, b'{"code": "noted"}')
    connection._note("GET", "/x?y=1", answer)
    assert connection.refused == {("GET", "/x", 409, "noted")}
