"""Bad values stop the install, with sentences that name them (refused.yaml)."""
import pytest
import rendering
import yaml

REFUSED = yaml.safe_load((rendering.ROOT / "e2e/chart/refused.yaml").read_text())
FEWEST = 30


def test_there_are_enough_sentences():
    """That each is said, and names a value, is seen below."""
    said = {bad["sentence"][0] for bad in REFUSED if "sentence" in bad}
    assert len(said) >= FEWEST
    assert all(("sentence" in bad) != ("says" in bad) for bad in REFUSED)


def over(base, given):
    for key, value in given.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            over(base[key], value)
        elif value is None and key in base:
            del base[key]
        else:
            base[key] = value
    return base


def names(given, path=""):
    """The values that a bad file gives or takes away: config.LOG_LEVEL."""
    for key, value in given.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from names(value, here)
        else:
            yield here


def refusal(values, tmp_path):
    file = tmp_path / "values.yaml"
    file.write_text(yaml.safe_dump(over(yaml.safe_load(rendering.CASES["defaults"].read_text()), values)))
    with pytest.raises(rendering.Refused) as refused:
        rendering.manifest([file])
    return str(refused.value)


def sentences(text):
    """The chart's own, one a line."""
    own = text.partition("The values cannot be installed:")[2]
    return [line.removeprefix("- ") for line in own.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: "-".join((bad.get("sentence") or bad["says"])[0].split()[:3]))
def test_bad_values_are_refused(bad, tmp_path):
    text = refusal(bad["values"], tmp_path)
    for words in bad.get("says", []):
        assert words in text
    for words in bad.get("sentence", []):
        found = [line for line in sentences(text) if words in line]
        assert found and all(line.endswith(".") for line in found)
        assert any(name in line for name in names(bad["values"]) for line in found), "names none of the values"
    assert bad.get("silent", "Nothing of the kind") not in text


def test_faults_are_said_all_at_once():
    with pytest.raises(rendering.Refused) as refused:
        rendering.manifest([])
    said = sentences(str(refused.value))
    assert len(said) >= 10 and len(said) == len(set(said))
    assert all(line.endswith(".") for line in said)
