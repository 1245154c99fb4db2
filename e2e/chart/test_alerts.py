"""Each alert goes off when it should and only then, also of series that begin with what happened, and beside another release in the same namespace;
names the release in every selector; and says what is ill first."""
import copy
import json
import re
import subprocess

import pytest
import rendering
import yaml

TRIED = yaml.safe_load((rendering.ROOT / "e2e/chart/alerts_test.yaml").read_text())
OBJECT = re.compile(r'\b(job|deployment|cronjob|job_name|persistentvolumeclaim)="')
TLS_SECRET = "llmsafe-tls-secret"
SELECTOR = re.compile(r"\b(\w+)\{([^}]*)\}")
OTHERS_VALUES = "1000+1000x240"  # what is added up with the release's own changes it
HEALTHY = [{"series": f'up{{namespace="llmsafe", job="{name}", pod="a"}}', "values": "1x240"}
           for name in ("auth-service", "admin-service", "session-cache-service", "guard-service")]  # fmt: skip


def rules_of(*arguments):
    return rendering.render("monitoring", *arguments).of("PrometheusRule")[0]["spec"]


def alerts(rules):
    return [rule for group in rules["groups"] for rule in group["rules"]]


def as_tested(rules):
    """All groups at the tests' own interval; of the annotations only the summary, the others' templates being checked by promtool already."""
    made = copy.deepcopy(rules)
    for group in made["groups"]:
        group.pop("interval")
        for rule in group["rules"]:
            rule["annotations"] = {"summary": rule["annotations"]["summary"]}
    return made


def rule_of(rules, check, expected):
    """The rule that an expected alert is of: those of one name differ in a label of their own."""
    def own(rule):
        return {name: value for name, value in rule["labels"].items() if "{{" not in value and name not in ("release", "role")}

    fitting = [rule for rule in alerts(rules) if rule["alert"] == check["alertname"] and own(rule).items() <= expected.items()]
    assert fitting, f"no rule makes {check['alertname']} {expected}"
    return max(fitting, key=lambda rule: len(own(rule)))


def expecting(rules, tests):
    """With the labels that every alert of a rule has."""
    made = copy.deepcopy(tests)
    for test in made:
        for check in test["alert_rule_test"]:
            for expected in check.get("exp_alerts", []):
                labels = expected["exp_labels"]
                rule = rule_of(rules, check, labels)
                labels |= {"namespace": "llmsafe", **{name: rule["labels"][name] for name in ("release", "role") if name in rule["labels"]}}
    return made


def of_another(series, values=None):
    """The same of a release whose namePrefix is `other-`."""
    name = OBJECT.sub(r'\1="other-', series["series"]).replace(f'"{TLS_SECRET}"', '"other-tls-secret"')
    return {"series": name, "values": values or series["values"]}


def run(promtool, directory, rules, tests):
    """Each with the rules alone that it asks about: all of them, every quarter of a minute of each test, would take minutes."""
    for number, test in enumerate(tests):
        wanted = {check["alertname"] for check in test["alert_rule_test"]}
        groups = [group | {"rules": [rule for rule in group["rules"] if rule["alert"] in wanted]} for group in as_tested(rules)["groups"]]
        (directory / f"rules-{number}.yaml").write_text(yaml.safe_dump({"groups": groups}))
        file = TRIED | {"rule_files": [f"rules-{number}.yaml"], "tests": [test]} | ({"evaluation_interval": "30m"} if test["interval"] == "1h" else {})
        (directory / f"test-{number}.yaml").write_text(yaml.safe_dump(file))
    done = subprocess.run([promtool, "test", "rules", *(directory / f"test-{number}.yaml" for number in range(len(tests)))], capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[max(said.find("FAILED"), 0) :]


@pytest.fixture(scope="session")
def rules():
    return rules_of()


def test_alerts_go_off_and_only_then(rules, promtool, tmp_path):
    run(promtool, tmp_path, rules, expecting(rules, TRIED["tests"]))


def test_beside_another_release_nothing_changes(rules, promtool, tmp_path):
    """What it has is not added up with the release's own, nor are the two compared."""
    tests = expecting(rules, TRIED["tests"])
    for test in tests:
        test["input_series"] += [of_another(series, OTHERS_VALUES) for series in test["input_series"] if 'namespace="llmsafe"' in series["series"]]
    run(promtool, tmp_path, rules, tests)


def test_another_release_that_is_ill_sets_off_nothing(rules, promtool, tmp_path):
    tests = copy.deepcopy(TRIED["tests"])
    for test in tests:
        test["input_series"] = [of_another(series) for series in test["input_series"]] + HEALTHY
        test["alert_rule_test"] = [{"eval_time": check["eval_time"], "alertname": check["alertname"]} for check in test["alert_rule_test"]]
    run(promtool, tmp_path, rules, tests)


def test_every_alert_is_tried_both_ways(rules):
    checks = [check for test in TRIED["tests"] for check in test["alert_rule_test"]]
    assert {check["alertname"] for check in checks if "exp_alerts" in check} == {rule["alert"] for rule in alerts(rules)}
    for rule in alerts(rules):
        made = [e for check in checks if check["alertname"] == rule["alert"] for e in check.get("exp_alerts", []) if rule_of(rules, check, e["exp_labels"]) is rule]
        assert made, rule
        assert any(check["alertname"] == rule["alert"] and "exp_alerts" not in check for check in checks), rule["alert"]


def test_every_alert_of_events_is_tried_on_a_series_that_is_born_with_one(rules):
    """`unless … offset` is there for these; no other alert but of shares counts what grows."""
    for rule in alerts(rules):
        for metric in set(re.findall(r"\(increase\((\w+)\{", rule["expr"])):
            if not re.search(rf"unless {metric}\{{[^}}]*\}} offset", rule["expr"]):
                assert re.search(r"\(rate\(|lgm_dependency_up", rule["expr"]), f"{rule['alert']} misses the first event of {metric}"
                continue
            born = [test for test in TRIED["tests"] if any(check["alertname"] == rule["alert"] and "exp_alerts" in check for check in test["alert_rule_test"])
                    and any(s["series"].startswith(metric + "{") and re.match(r"_\S*( _)* 1x", s["values"]) for s in test["input_series"])]  # fmt: skip
            assert born, f"{rule['alert']}: no series of {metric} is born at 1"


@pytest.mark.parametrize("prefix", ["", "team-"])
def test_every_selector_names_namespace_and_release(prefix):
    for rule in alerts(rules_of("--set", f"namePrefix={prefix},ingress.tls.secretName={prefix}tls")):
        names = re.sub(r'"[^"]*"', "", rule["expr"])
        assert set(re.findall(r"\b(?:lgm|kube|kubelet|certmanager|process)_\w+|\bup\b", names)) == {name for name, _ in SELECTOR.findall(rule["expr"])}, rule["alert"]
        for name, matchers in SELECTOR.findall(rule["expr"]):
            assert 'namespace="llmsafe"' in matchers, f"{rule['alert']}: {name}"
            own = re.findall(r'\b(?:job|deployment|cronjob|job_name|persistentvolumeclaim|name)=~?"([^"]*)"', matchers)
            named = [part for one in own for part in re.split(r"\|(?![^(]*\))", one)]  # not within parentheses
            assert named and all(part.startswith((prefix, f"redis-data-{prefix}")) for part in named), f"{rule['alert']}: {name}{{{matchers}}}"


# The first words of a summary say what is ill, `part` says it to Alertmanager.
FIRST_WORDS = {"database": "The database", "redis": "Redis", "usap": "USAP", "identity-provider": "The identity provider {{ ", "sign-in": ("Sign-ins", "Tickets", "A password", "A refresh token", "The cache of people"),
               "audit-log": "The audit log", "backup": "The backup", "certificate": "The certificate", "guard-service": "{{ $labels.job }}",
               "admin-service": "{{ $labels.job }}", "auth-service": "{{ $labels.job }}"}  # fmt: skip


def test_each_names_what_is_ill_first(rules):
    for rule in alerts(rules):
        summary, part = rule["annotations"]["summary"], rule["labels"]["part"]
        if "{{" in part:  # the label that the part is made of
            label = re.search(r"\$labels\.(\w+)", part)[1]
            assert re.match(r"(The limiter of |The volume )?\{\{ \$labels\.(%s|deployment)" % label, summary), rule["alert"]
        else:
            assert summary.startswith(FIRST_WORDS[part]), rule["alert"]
        assert rule["labels"]["severity"] in ("critical", "warning") and rule["labels"].get("role", "cause") in ("cause", "symptom")
        assert "First: " in rule["annotations"]["description"]


def test_a_cause_is_told_before_its_symptoms_and_longer(rules):
    """Or Alertmanager would let the symptoms through before, or after."""
    seconds = {"": 0, "15s": 15, "20s": 20, "30s": 30, "45s": 45, "90s": 90, "1m": 60, "2m": 120, "5m": 300}
    latest = {"LgmServiceDown": 30, "LgmDatabaseDown": 30, "LgmRedisDown": 30, "LgmUsapFailing": 0, "LgmIdentityProviderFailing": 0, "LgmSessionStoreFull": 15}
    for rule in alerts(rules):
        role, waits = rule["labels"].get("role"), seconds[rule.get("for", "")] if rule.get("for") != "15m" else 900
        if role == "cause":
            assert waits <= latest[rule["alert"]] and rule["keep_firing_for"] == "90s", rule["alert"]
        elif role == "symptom":
            assert waits >= 30 and "keep_firing_for" not in rule, rule["alert"]


def test_the_rules_are_those_of_the_namespace_and_name():
    text = json.dumps(rendering.render("monitoring", "--set", "namePrefix=team-").of("PrometheusRule")[0]["spec"])
    assert "@" not in re.sub(r"@daily", "", text)


PAGE = (rendering.ROOT / "docs/operations/alerts.md").read_text()


def test_the_page_has_every_rule_with_its_severity_and_role(rules):
    """A line a rule in the order of the page; of one name, the first has it."""
    said, name = set(), None
    for line in re.findall(r"^\| (?:\[(Lgm\w+)\]\(\S+\) )?\| ((?:critical|warning)[^|]*) \|", PAGE, re.M):
        name = line[0] or name
        said |= {(name, severity.strip(), role) for severity in line[1].partition(",")[0].split(";") for role in [line[1].partition(", ")[2].replace("event", "")]}
    assert said == {(rule["alert"], rule["labels"]["severity"], rule["labels"].get("role", "")) for rule in alerts(rules)}


def test_alertmanager_is_told_of_parts_and_alerts_that_there_are(rules):
    (block,) = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.S) if "inhibit_rules" in block]
    names = {rule["alert"] for rule in alerts(rules)} | {"Lgm.+"}
    parts = {rule["labels"]["part"] for rule in alerts(rules)} | {"auth-service", "admin-service", "session-cache-service", "guard-service"}
    for one in yaml.safe_load(block)["inhibit_rules"]:
        assert {"namespace", "release"} <= set(one["equal"]), "another release's cause silences nothing here"
        for matcher in one["source_matchers"] + one["target_matchers"]:
            label, values = re.fullmatch(r'(\w+)(?:=~|!~|=)"(.*)"', matcher).groups()
            known = {"alertname": names, "part": parts, "role": {"cause", "symptom"}, "severity": {"critical", "warning"}}[label]
            assert set(values.split("|")) <= known, matcher


def test_queries_of_the_runbooks_are_valid_and_ask_for_what_there_is(promtool, tmp_path):
    asked = [text.strip() for page in (rendering.ROOT / "docs/operations/runbooks").glob("Lgm*.md") for text in re.findall(r"```promql\n(.*?)```", page.read_text(), re.S)]
    assert len(asked) > 30
    file = tmp_path / "queries.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "runbooks", "rules": [{"record": f"runbook:{i}", "expr": query} for i, query in enumerate(asked)]}]}))
    done = subprocess.run([promtool, "check", "rules", "--lint=none", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    known = (rendering.ROOT / "docs/metrics.md").read_text()
    for query in asked:
        for name in re.findall(r"\blgm_\w+", re.sub(r'"[^"]*"', "", query)):
            assert f"`{re.sub('_bucket$', '', name)}`" in known, query
