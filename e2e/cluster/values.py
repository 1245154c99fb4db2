"""Values files that the tests install."""
import copy

# What nobody can know but the operator; everything else as the chart has it.
GIVEN = {
    "config": {"TRUSTED_PROXIES": "10.244.0.0/16"},
    "secrets": {
        "generate": True,
        "values": {
            "DATABASE_URL": "mysql://llmguard:not-a-secret@mysql.example.com:3306/llm_safe_db",
            "USAP_CLIENT_SECRET": "not-a-secret-either",
        },
    },
}  # fmt: skip

# Every object that the chart can make beside the Ingress.
EVERYTHING = {
    **GIVEN,
    "defaults": {"autoscaling": {"enabled": True}},
    "metrics": {name: {"enabled": True} for name in ("serviceMonitor", "prometheusRule", "dashboards")},
    "backup": {"enabled": True},
}

GATEWAY = {"gateway": {"enabled": True, "parentRefs": [{"name": "public", "namespace": "gateways"}]}, "ingress": {"enabled": False}}


def over(values: dict, change: dict) -> dict:
    """`values` with `change` laid over it, as helm lays one values file over another."""
    result = copy.deepcopy(values)
    for key, value in change.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = over(result[key], value) if both else copy.deepcopy(value)
    return result
