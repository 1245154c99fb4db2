"""Bad values stop the install, with sentences that name them (refused.yaml)."""
import pytest
import rendering
import yaml

REFUSED = yaml.safe_load((rendering.ROOT / "e2e/chart/refused.yaml").read_text())


def test_there_are_enough():
    assert len(REFUSED) >= 30


def over(base, given):
    for key, value in given.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            over(base[key], value)
        elif value is None and key in base:
            del base[key]
        else:
            base[key] = value
    return base


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: "-".join(bad["says"][0].split()[:3]))
def test_bad_values_are_refused(bad, tmp_path):
    values = over(yaml.safe_load(rendering.CASES["defaults"].read_text()), bad["values"])
    file = tmp_path / "values.yaml"
    file.write_text(yaml.safe_dump(values))
    with pytest.raises(rendering.Refused) as refused:
        rendering.manifest([file])
    for words in bad["says"]:
        assert words in str(refused.value)


def test_faults_are_said_all_at_once():
    with pytest.raises(rendering.Refused) as refused:
        rendering.manifest([])
    said = [line for line in str(refused.value).splitlines() if line.startswith("- ")]
    assert len(said) >= 10 and len(said) == len(set(said))
    assert all(line.endswith(".") for line in said)
