"""GUARD_REQUIRE_API_KEY: an install asks every application for a key, and an upgrade changes that only when it is told to."""
import pytest
import rendering

REFUSAL = "config.GUARD_REQUIRE_API_KEY is not said"


def with_values(*settings, upgrade=False):
    words = [word for setting in settings for word in ("--set", setting)]
    return rendering.parse(rendering.manifest([rendering.CASES["defaults"]], *words, *(["--is-upgrade"] if upgrade else [])))


def asked(objects):
    """What guard-service is told."""
    given = rendering.environment(objects.named("Deployment", "guard-service")["spec"]["template"]["spec"]["containers"][0])["GUARD_REQUIRE_API_KEY"]
    return given if isinstance(given, str) else objects.named(*({"configMapKeyRef": "ConfigMap"}[given[0]], given[1]))["data"][given[2]]


def test_an_install_asks_every_application_for_a_key():
    assert asked(with_values()) == "true"


@pytest.mark.parametrize("section", ["config", "guardService.config"])
@pytest.mark.parametrize("said", ["true", "keyed", "false"])
def test_what_is_said_holds_at_an_install_and_at_an_upgrade(section, said):
    """true and false unquoted, as --set and YAML read them."""
    for upgrade in (False, True):
        assert asked(with_values(f"{section}.GUARD_REQUIRE_API_KEY={said}", upgrade=upgrade)) == said


def test_guard_service_s_own_value_wins_over_that_of_all():
    assert asked(with_values("config.GUARD_REQUIRE_API_KEY=true", "guardService.config.GUARD_REQUIRE_API_KEY=false", upgrade=True)) == "false"


def test_where_guard_service_s_own_section_says_it_the_map_of_all_does_not():
    """The next upgrade reads there what runs."""
    data = with_values("guardService.config.GUARD_REQUIRE_API_KEY=keyed").named("ConfigMap", "llmsafe-config")["data"]
    assert "GUARD_REQUIRE_API_KEY" not in data


def test_an_upgrade_that_is_not_told_is_refused_and_hears_how_to_keep_what_runs():
    with pytest.raises(rendering.Refused) as refused:
        with_values(upgrade=True)
    [sentence] = [line for line in str(refused.value).splitlines() if REFUSAL in line]
    assert "say keyed, and applications that never had a key go on without one as before, or true" in sentence and sentence.endswith(".")


@pytest.mark.parametrize("section", ["config", "guardService.config"])
def test_where_the_older_path_is_closed_nothing_need_be_said(section):
    assert asked(with_values(f"{section}.LEGACY_GUARD_ROUTE=false", upgrade=True)) == "true"
