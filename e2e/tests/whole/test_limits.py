"""What one user may do, over all replicas together: counted, not timed. The bound follows from how long it took."""
import contextlib
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from contract.resources import make_scenario
from e2e.faults.replica import Replica, metric

PER_MINUTE, BURST, BLOCK = 1200, 200, 20  # the defaults, and what a replica may admit beyond the rule
MOST_REPLICAS = 2 + 3  # of admin-service: the stack's and the test's
SECONDS, LONGEST = 12, 90  # a busy machine takes longer to come to the limit
LIMITS = {"RATE_LIMIT_PER_MINUTE": str(PER_MINUTE), "RATE_LIMIT_BURST": str(BURST)}
WORDS = 1_100  # a hundred more than may be written at once


@contextlib.contextmanager
def limited_replicas(stack, count: int):
    with contextlib.ExitStack() as opened:
        replicas = [opened.enter_context(Replica(stack, "admin-service", LIMITS)) for _ in range(count)]
        for replica in replicas:
            replica.until_ready()
        yield replicas


def says_when_and_why(refusal, replica) -> bool:
    """By the whole rule; by a share of it, where session-cache-service has not answered the replica in time."""
    shares = range(1, MOST_REPLICAS + 1) if calls_failed(replica) else (1,)
    names = tuple(f"More than {whole // share} requests {span}" for whole, span in ((BURST, "at once"), (PER_MINUTE, "a minute")) for share in shares)
    return int(refusal.headers["Retry-After"]) >= 1 and refusal.json()["detail"].startswith(names)


def calls_failed(replica) -> bool:
    calls = partial(metric, replica.internal, "lgm_dependency_requests_total", 'dependency="session-cache-service"')
    return calls() > calls('outcome="ok"')


def at_full_speed(replicas, session) -> tuple[Counter, float]:
    """Answers by status, and how long it took from before the first request until after the last answer."""
    counts, lock, refused = Counter(), threading.Lock(), threading.Event()
    began = time.monotonic()

    def ask(replica):
        connection, own, said = session.at(replica.public), Counter(), {}
        while time.monotonic() < began + (SECONDS if refused.is_set() else LONGEST):
            answer = connection.get("/tags/", query={"limit": 1})
            own[answer.status] += 1
            if answer.status == 429:
                said.setdefault(answer.json()["detail"], answer)
                refused.set()
        connection.close()
        own.update(str(answer) for answer in said.values() if not says_when_and_why(answer, replica))
        with lock:
            counts.update(own)

    threads = [threading.Thread(target=ask, args=(replica,)) for replica in replicas for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts, time.monotonic() - began


def test_replicas_admit_the_rule_together_and_at_most_a_block_each_beyond_it(stack):
    people = ((1, "bob"), (2, "carol"), (3, "erin"))  # each has a limit of their own: they are tried side by side
    with limited_replicas(stack, 3) as replicas, ThreadPoolExecutor(len(people)) as pool:
        sessions = [stack.sign_in(username) for _, username in people]
        tried = list(pool.map(lambda count, session: at_full_speed(replicas[:count], session), (count for count, _ in people), sessions))
        for (count, _), (counts, seconds) in zip(people, tried):
            rule = BURST + PER_MINUTE / 60 * seconds
            print(f"{count} replicas, {seconds:.1f} s: {counts[200]} admitted, {counts[429]} refused; the rule gives {rule:.0f}")
            assert set(counts) == {200, 429}, counts
            assert BURST <= counts[200] <= rule + count * BLOCK, (count, counts, rule)


def test_a_script_that_adds_words_one_by_one_is_served_and_then_held_back(stack, admin_session, admin, unique):
    scenario, words = make_scenario(admin, unique)["app_id"], unique("word")
    with limited_replicas(stack, 1) as (replica,):
        script = admin_session.at(replica.public)
        began = time.monotonic()
        for number in range(WORDS):
            answer = script.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": f"{words} {number}", "category": 1, "rule_mode": 0})
            assert answer.status == 200, (number, answer)
        # A thousand at once, and twenty a second: the rest had to wait for its tokens, and was not refused.
        assert 1_000 + 20 * (time.monotonic() - began) >= WORDS
        assert answer.headers["RateLimit-Policy"] == '"classic-writes";q=1200;w=60'
        script.close()
