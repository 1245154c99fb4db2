"""The main job on real input: published lists and a policy through the public API, then 200 prompts whose decisions
were judged one by one."""
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from e2e.client.connection import Connection
from e2e.real_input import lists, load
from running_stack import wait_until

HERE = Path(load.__file__).parent
FLAGS = dict.fromkeys(("use_customize_white", "use_customize_words", "use_customize_rule", "use_vip_black", "use_vip_white"), True)


@pytest.fixture(scope="module")
def entries():
    return lists.read(lists.fetch())


@pytest.fixture(scope="module")
def loaded(stack, admin_session, entries):
    policy = load.load_policy(admin_session, stack.url, load.policy())
    assert policy.refused == []
    keywords = load.load_keywords(admin_session, stack.url, entries)
    assert keywords.refused == [], keywords.refused[:5]
    print(f"{keywords.counts.total()} keywords, {keywords.rows_per_second:.0f} rows/s")
    return keywords


def test_the_lists_are_large_openly_licensed_and_bilingual(entries):
    assert len({lists.identity(entry.keyword) for entry in entries}) == len(entries) >= 5000
    chinese = sum(any("\u4e00" <= c <= "\u9fff" for c in entry.keyword) for entry in entries)
    assert chinese >= 2000 and len(entries) - chinese >= 2000
    assert {licence for _, _, licence in lists.licences(lists.fetch())} <= {"MIT", "CC-BY-4.0"}


def test_every_entry_is_in_the_library(loaded, admin, entries):
    per_tag = Counter(entry.tag for entry in entries)
    for tag, count in per_tag.items():
        answer = admin.get("/keywords/global/", query={"tag": tag, "limit": 1})
        assert answer.headers["X-Total-Count"] == str(min(count, 10_000)), tag
        assert (answer.headers["X-Total-Count-Exact"] == "false") == (count > 10_000)


def decide(stack, session, prompt):
    api = Connection(stack.url, session.api.prefix, dict(session.api.headers))
    answer = api.post("/playground/input", {"app_id": prompt["app_id"], "input_prompt": prompt["text"], **FLAGS})
    api.close()
    assert answer.status == 200, answer
    return answer.json()


# Where the lists hold a word in both scripts, the engine takes them for one and names either.
SIMPLIFIED = str.maketrans("癡貨夥", "痴货伙")


def carrying(answer) -> set[str]:
    """The keywords that carry the decision, in normalised form."""
    strategy = answer["final_decision"]["strategy"]
    return {lists.identity(h["keyword"]).translate(SIMPLIFIED) for h in answer["hits"] if h["strategy"] == strategy != "PASS" and not h.get("exempted_by")}


def test_200_prompts_are_decided_as_judged(loaded, stack, admin_session):
    prompts = [json.loads(line) for line in (HERE / "prompts.jsonl").read_text().splitlines()]
    expected = json.loads((HERE / "expected.json").read_text())
    assert len(prompts) == len(expected) == 200
    probe = next(prompt for prompt in prompts if expected[prompt["id"]]["decision"] == "BLOCK")
    wait_until(lambda: decide(stack, admin_session, probe)["final_decision"]["strategy"] == "BLOCK", 10, "the policy at the guard")
    with ThreadPoolExecutor(4) as pool:
        answers = dict(zip((p["id"] for p in prompts), pool.map(lambda p: decide(stack, admin_session, p), prompts)))
    wrong = {
        prompt["id"]: (prompt["kind"], prompt["text"], expected[prompt["id"]], got)
        for prompt in prompts
        if (got := {"decision": answers[prompt["id"]]["final_decision"]["strategy"], "because": sorted(carrying(answers[prompt["id"]]))})
        != expected[prompt["id"]]
    }
    assert wrong == {}


def test_every_hit_says_where_and_why(loaded, stack, admin_session):
    prompts = [json.loads(line) for line in (HERE / "prompts.jsonl").read_text().splitlines()]
    hits = 0
    for prompt in prompts:
        for hit in decide(stack, admin_session, prompt)["hits"]:
            hits += 1
            assert 0 <= hit["start"] < hit["end"] <= len(prompt["text"])
            as_bytes = prompt["text"].encode()[hit["byte_start"] : hit["byte_end"]]
            assert as_bytes.decode() == prompt["text"][hit["start"] : hit["end"]]
            assert hit["decided_by"]["kind"]
    assert hits >= 150
