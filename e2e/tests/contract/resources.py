"""The classic resources, as older clients know them: how each is made and what each member is."""
from dataclasses import dataclass, field
from typing import Callable


@dataclass(frozen=True)
class Resource:
    name: str
    path: str
    make: Callable  # (admin, unique) -> body of a POST that has what is required and nothing else
    defaults: dict
    change: dict  # an ordinary change
    clearable: tuple = ()
    write_once: tuple = ()
    find: Callable = field(default=None)  # (admin, row) -> the row as the list shows it

    def create(self, admin, unique, **more) -> dict:
        answer = admin.post(self.path, {**self.make(admin, unique), **more})
        assert answer.status == 200, answer
        return answer.json()

    def read(self, admin, row) -> dict:
        return self.find(admin, row)

    def at(self, row) -> str:
        return f"{self.path}{row['id']}"


def rows_of(admin, path, query=None) -> list[dict]:
    answer = admin.get(path, query=query)
    assert answer.status == 200, answer
    return answer.json()


def _among(path_of, query_of=lambda row: None):
    return lambda admin, row: next((r for r in rows_of(admin, path_of(row), query_of(row)) if r["id"] == row["id"]), None)


def make_tag(admin, unique, **more) -> dict:
    answer = admin.post("/tags/", {"tag_code": unique("tag"), "tag_name": "A tag", **more})
    assert answer.status == 200, answer
    return answer.json()


def make_scenario(admin, unique, **more) -> dict:
    answer = admin.post("/apps/", {"app_id": unique("app"), "app_name": "An app", **more})
    assert answer.status == 200, answer
    return answer.json()


def a_tag(admin, unique) -> str:
    return make_tag(admin, unique)["tag_code"]


def a_scenario(admin, unique) -> str:
    return make_scenario(admin, unique)["app_id"]


TAG = Resource(
    "tag", "/tags/",
    make=lambda admin, unique: {"tag_code": unique("tag"), "tag_name": "A tag"},
    defaults={"is_active": True, "level": 1},
    change={"tag_name": "Another name"},
    clearable=("parent_code",), write_once=("tag_code",),
    find=_among(lambda row: "/tags/"),
)  # fmt: skip
GLOBAL_KEYWORD = Resource(
    "global keyword", "/keywords/global/",
    make=lambda admin, unique: {"keyword": unique("word"), "tag_code": make_tag(admin, unique)["tag_code"], "risk_level": "High"},
    defaults={"is_active": True},
    change={"risk_level": "Low"},
    find=_among(lambda row: "/keywords/global/", lambda row: {"q": row["keyword"]}),
)  # fmt: skip
SCENARIO = Resource(
    "scenario", "/apps/",
    make=lambda admin, unique: {"app_id": unique("app"), "app_name": "An app"},
    defaults={"is_active": True, "enable_whitelist": True, "enable_blacklist": True, "enable_custom_policy": True},
    change={"app_name": "Another app"},
    clearable=("description",), write_once=("app_id",),
    find=_among(lambda row: "/apps/"),
)  # fmt: skip
SCENARIO_KEYWORD = Resource(
    "scenario keyword", "/keywords/scenario/",
    make=lambda admin, unique: {"scenario_id": make_scenario(admin, unique)["app_id"], "keyword": unique("word")},
    defaults={"is_active": True, "rule_mode": 1, "category": 1},
    change={"category": 0},
    clearable=("tag_code", "risk_level"), write_once=("scenario_id",),
    find=_among(lambda row: f"/keywords/scenario/{row['scenario_id']}"),
)  # fmt: skip
SCENARIO_POLICY = Resource(
    "scenario policy", "/policies/scenario/",
    make=lambda admin, unique: {
        "scenario_id": make_scenario(admin, unique)["app_id"], "match_type": "KEYWORD", "match_value": unique("word"), "strategy": "BLOCK",
    },
    defaults={"is_active": True, "rule_mode": 1},
    change={"strategy": "REVIEW"},
    clearable=("extra_condition",), write_once=("scenario_id",),
    find=_among(lambda row: f"/policies/scenario/{row['scenario_id']}"),
)  # fmt: skip
GLOBAL_DEFAULT = Resource(
    "global default", "/policies/defaults/",
    make=lambda admin, unique: {"tag_code": make_tag(admin, unique)["tag_code"], "strategy": "BLOCK"},
    defaults={"is_active": True},
    change={"strategy": "PASS"},
    clearable=("extra_condition",),
    find=_among(lambda row: "/policies/defaults/", lambda row: {"limit": "1000"}),
)  # fmt: skip

RESOURCES = (TAG, GLOBAL_KEYWORD, SCENARIO, SCENARIO_KEYWORD, SCENARIO_POLICY, GLOBAL_DEFAULT)
# What a member may hold to be cleared again.
FILLED = {
    "parent_code": lambda admin, unique: make_tag(admin, unique)["tag_code"],
    "tag_code": lambda admin, unique: make_tag(admin, unique)["tag_code"],
    "risk_level": lambda *_: "Low",
    "description": lambda *_: "A description",
    "extra_condition": lambda *_: "unsafe",
}
