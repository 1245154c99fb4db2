"""One replica's clock is five minutes off. What is signed out stays out on every replica; what that costs is named.
libfaketime lies to the one program about the date, not about how much time passes."""
import glob
import time

import pytest
from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket
from e2e.faults.replica import Replica
from e2e.faults.stores import redis
from running_stack import PASSWORDS, wait_until

LIBRARY = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
OFF = {"ahead": "+300", "behind": "-300"}


def wrong_clock(which: str) -> dict[str, str]:
    assert LIBRARY, "libfaketime is missing: tools/setup e2e installs it"
    return {"LD_PRELOAD": LIBRARY, "FAKETIME": OFF[which], "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}


def sign_in_at(stack, replica, who: str):
    answer = Connection(f"http://127.0.0.1:{replica.public}", BASE).post("/sso/login", {"ticket": ticket(stack.description["usap"], who, PASSWORDS[who])})
    assert answer.status == 200, answer
    return answer.json()


def bearer(stack, tokens, port=None) -> Connection:
    return Connection(f"http://127.0.0.1:{port}" if port else stack.url, BASE, {"Authorization": f"Bearer {tokens['access_token']}"})


@pytest.fixture(params=OFF)
def which(request):
    return request.param


@pytest.fixture(scope="module", autouse=True)
def older_epoch(stack):
    """As in a suite that runs for long: the revocation feed began an hour ago, not five minutes at most."""
    epoch = "1234567890"
    redis(stack, "HSET", "lgm:feed", "epoch", epoch, "since", str(int(time.time() - 3600) * 1000))
    stack_auth = stack.services("auth-service")
    old = stack.sign_in("bob")

    def all_have_it():
        with Replica(stack, "auth-service", wrong_clock("behind")) as replica:
            replica.until_ready()
            tokens = sign_in_at(stack, replica, "bob")
            services = [one for one in stack.public_replicas() if one["name"] == "admin-service"] + stack_auth
            return all(bearer(stack, tokens, one["public"]).get("/sso/sessions" if one in stack_auth else "/tags/").status == 200 for one in services)

    wait_until(all_have_it, 15, "that every replica has heard of it")
    assert old.api.get("/tags/").status == 200


@pytest.mark.parametrize("name", ("admin-service", "auth-service"))
def test_of_a_replica_that_verifies(name, which, stack, recovered_by_itself):
    path = "/tags/" if name == "admin-service" else "/sso/sessions"
    with Replica(stack, name, wrong_clock(which)) as replica:
        replica.until_ready()
        staying, leaving = stack.sign_in("bob"), stack.sign_in("carol")
        if which == "ahead":
            assert staying.at(replica.public).get(path).status == 200
            assert leaving.at(replica.public).get(path).status == 200
        else:  # a token from five minutes in the future is none
            assert staying.at(replica.public).get(path).status == 401
        assert leaving.api.post("/sso/logout").status == 200
        wait_until(lambda: leaving.at(replica.public).get(path).status == 401, 1, "that who has signed out is refused")


def test_of_a_replica_that_signs_people_in(which, stack, recovered_by_itself):
    with Replica(stack, "auth-service", wrong_clock(which)) as replica:
        replica.until_ready()
        one, another = (sign_in_at(stack, replica, "bob") for _ in range(2))
        # Others refuse what was made in their future, until it is their present.
        assert bearer(stack, one).get("/tags/").status == (401 if which == "ahead" else 200)
        assert bearer(stack, one, replica.public).post("/sso/logout").status == 200
        for service in stack.public_replicas():
            if service["name"] == "admin-service":
                wait_until(lambda: bearer(stack, one, service["public"]).get("/tags/").status == 401, 1, "that it is refused")  # noqa: B023
        refreshed = stack.anonymous().post("/sso/refresh", {"refresh_token": another["refresh_token"]})
        assert refreshed.status == 200 and bearer(stack, refreshed.json()).get("/tags/").status == 200, "refreshed elsewhere it is good"


def test_of_the_replica_that_ends_sessions(which, stack, recovered_by_itself):
    """Everything of somebody is ended there: tokens that were made since then by its clock count no more either."""
    with Replica(stack, "session-cache-service", wrong_clock(which)) as cache:
        cache.until_ready()
        with Replica(stack, "auth-service", {"SESSION_CACHE_SERVICE_URL": f"http://127.0.0.1:{cache.internal}"}) as auth:
            auth.until_ready()
            # Ahead, this person cannot sign in again until the hour has come.
            who = {"ahead": "erin", "behind": "carol"}[which]
            sessions = [stack.sign_in(who) for _ in range(2)]
            assert sessions[0].at(auth.public).post("/sso/logout?all=true").status == 200
            for session in sessions:
                for service in stack.public_replicas():
                    if service["name"] == "admin-service":
                        wait_until(lambda: session.at(service["public"]).get("/tags/").status == 401, 1, "that it is refused")  # noqa: B023
                assert stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 401
            expected = {"ahead": 401, "behind": 200}[which]
            assert stack.sign_in(who).api.get("/tags/").status == expected, "a new token, by the hour of the one that ended them"


def test_of_a_guard(which, stack, admin, unique, recovered_by_itself):
    from contract.resources import make_scenario
    from whole.recovery import decides

    scenario, word = make_scenario(admin, unique)["app_id"], unique("word")
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    with Replica(stack, "guard-service", {**wrong_clock(which), "POLICY_CACHE_FILE": str(stack.state / f"policy-drill-{which}")}) as guard:
        guard.until_ready()
        answer = guard.inside_of("admin").post("/internal/v1/guard/try", {"at": "live", "request": {
            "app_id": scenario, "direction": "INPUT", "text": word, "use_customize_white": True, "use_customize_words": True,
            "use_customize_rule": True, "use_vip_white": True, "use_vip_black": True}})  # fmt: skip
        assert answer.status == 200 and "BLOCK" in answer.text, answer
        gone = stack.sign_in("carol")
        assert gone.api.post("/sso/logout").status == 200
        wait_until(lambda: decides(gone.at(guard.public), scenario).status == 401, 1, "that who has signed out is refused")
