"""The schema of the chart's values: what each is, said once; README.md is made from it. JSON Schema draft 7, which Helm
reads. Nothing that is not named is allowed. Where a pattern would leave somebody guessing, or Helm would print a secret
that does not match, templates/validations.yaml says in a sentence what is wrong instead."""

NAME = r"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"
DNS = r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
QUANTITY = r"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$"
SECRET_KEY = r"^[A-Za-z0-9._-]+$"
WEB_ADDRESS = r"^(|https?://[^\s?#]+)$"
LINE = r"^[^\x00-\x1f\x7f]+$"
TAG = r"^(|[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$"


def make(wiring: dict, configuration: dict, values: dict) -> dict:
    """values: the chart's own. A section or a value of them that somebody empties (`ingress:` with everything below commented out takes
    it away) is missing, which is said with its name."""
    variables = Variables(wiring, configuration)
    components = {
        spec["values"]: component(f"{service} ({ports(spec)})", variables.of_one(service))
        for service, spec in wiring["services"].items()
    }
    components["adminService"]["properties"]["migrate"] = flag(
        "Bring the schema up to date in an initContainer; otherwise `admin-service migrate` is run by hand"
    )
    components["guardService"]["properties"]["legacyService"] = block(
        "The Service llmsafe-guardrail-svc, for callers of the older guardrail in the cluster",
        enabled=flag("Whether there is one"),
        port=port("Its port"),
    )
    schema = block(
        "Values of the chart llm-guard-manager",
        host=text("Host name of the console and the API", minLength=1, maxLength=253),
        publicOrigin=text("Origin as browsers send it; empty: `https://<host>`. Plain http on a loopback address alone"),
        namePrefix=text("Stands before every object's name, for a second release in one namespace"),
        commonLabels=texts("Labels of every object"),
        podEncryption=text("What encrypts the traffic between pods, by name (a service mesh, the cluster's network); the chart does not, and says so while this is empty", maxLength=200),
        image=block(
            "Where images come from",
            registry=text("Registry and path before each repository, for air-gapped clusters; empty: none", pattern=r"^(|[a-z0-9][-a-z0-9._:/]*)$"),
            tag=tag("Tag of the suite's images; empty: the chart's appVersion"),
            pullPolicy=choice("When images are pulled", ["IfNotPresent", "Always", "Never"]),
            requireDigests=flag("Whether images without a digest are refused, those of Redis, MariaDB and curl included"),
            pullSecrets=list_of("Names of Secrets with the registry's credentials", {"type": "string", "pattern": DNS}),
        ),
        config=variables.of_all(),
        secrets=secrets(variables),
        certificates=block(
            "CA certificates, in a ConfigMap or a Secret; neither: the image's own",
            database=certificate("that the database's certificate is checked by"),
            redis=certificate("that the certificates of an external Redis and of its Sentinels are checked by"),
            usap=certificate("that USAP's certificate is checked by"),
        ),
        identityProviders=identity_providers(),
        migration=block(
            "Looking before the schema is changed",
            dryRun=flag("A Job before each upgrade that runs `admin-service migrate --dry-run` of the new version; where that could not migrate, the upgrade does not begin"),
        ),
        frontend=component("the console's nginx (8080)", None),
        **components,
        defaults=block("What every Deployment has unless its own block says otherwise", **scheduling()),
        redis=redis(),
        ingress=block(
            "Ingresses for host, one for each set of limits",
            enabled=flag("Whether there are any; not beside gateway"),
            className=text("Its class; empty: the cluster's default"),
            annotations=texts("Annotations of each, over those of the chart: limits of body and time, to connect too, from the routing table, redirects to https, no access log where tickets stand in queries"),
            tls=block("TLS", enabled=flag("Whether TLS ends here"), secretName=text("Secret with the certificate", pattern=f"^(|{DNS[1:-1]})$")),
        ),
        gateway=block(
            "HTTPRoute of the Gateway API, instead of the Ingress",
            enabled=flag("Whether there is one"),
            parentRefs=list_of("The Gateways it belongs to", {"type": "object", "required": ["name"]}),
            tls=flag("Whether its listener ends TLS"),
            annotations=texts("Its annotations"),
        ),
        networkPolicy=network_policy(),
        metrics=metrics(),
        backup=backup(),
        helmTest=block(
            "`helm test`",
            enabled=flag("Whether there is one"),
            image=image(),
            objects=flag("Whether it asks the API server for the release's objects: replicas, limits, the route; its pod may get these, by name, while the test runs"),
            roundTrip=flag("Whether it makes, reads, changes and deletes a tag, with a token that is good for that tag alone"),
        ),
    )
    demand(schema, values)
    schema["properties"]["global"] = {"type": "object", "description": "Helm's own; the chart reads nothing of it"}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "llm-guard-manager", **schema}


class Variables:
    """The declared variables of the services as properties."""

    def __init__(self, wiring, configuration):
        self._wiring, self._configuration = wiring, configuration
        self.settled = set(wiring["settled"])

    def of_all(self) -> dict:
        found = {}
        for variable in self._wiring["own"] + self._configuration["common"] + sum(self._configuration["services"].values(), []):
            self._add(found, variable)
        return block("Configuration of the services, in the ConfigMap llmsafe-config", **found)

    def of_one(self, service) -> dict:
        """What may differ between services: nothing that two of them must agree on."""
        elsewhere = {v["name"] for name, own in self._configuration["services"].items() if name != service for v in own}
        shared = elsewhere | set(self._wiring["agreed"])
        found = {}
        for variable in self._configuration["services"][service] + self._configuration["common"]:
            if variable["name"] not in shared:
                self._add(found, variable)
        return block(f"Variables of {service} alone, over `config`", **found)

    def secret(self) -> dict:
        found = {}
        for variable in self._configuration["common"] + sum(self._configuration["services"].values(), []):
            if variable.get("secret") and not variable["name"].startswith("INTERNAL_TOKEN"):
                found[variable["name"]] = property_of(variable)
        return found

    def _add(self, found, variable):
        if variable["name"] not in self.settled and not variable.get("secret"):
            made = property_of(variable)
            # Two services may declare one variable: the value must suit both.
            before = found.setdefault(variable["name"], made)
            for limit, narrower in (("minimum", max), ("maximum", min)):
                if limit in before and limit in made:
                    before[limit] = narrower(before[limit], made[limit])


def property_of(variable) -> dict:
    kind = variable["type"]
    made = {"type": kind, "description": variable["doc"]}
    for ours, theirs in (("minimum", "minimum"), ("maximum", "maximum"), ("min_length", "minLength"), ("max_length", "maxLength")):
        if ours in variable:
            made[theirs] = variable[ours]
    if kind == "string":
        made.pop("minimum", None), made.pop("maximum", None)
        # Empty means the service's own default, as no value does.
        if made.get("minLength") and not variable.get("secret"):
            made["anyOf"] = [{"maxLength": 0}, {"minLength": made.pop("minLength")}]
    if "values" in variable:
        made["enum"] = variable["values"]
        if {"true", "false"} <= set(variable["values"]):  # YAML reads these words as no text
            made["type"] = [kind, "boolean"]
            made["enum"] = [*variable["values"], True, False]
    if variable["name"] == "GUARD_REQUIRE_API_KEY":
        # The service's own default keeps what a release of the version before does, and an install has nothing to keep.
        variable = {**variable, "default": "true"}
        made["description"] += ". An install takes true; an upgrade must be told, unless it runs with true"
    if variable["name"] == "OTEL_TRACES_SAMPLER_ARG":
        made["pattern"] = r"^(|[01]|0?\.[0-9]+|1\.0+)$"
    if "default" in variable:
        made["x-default"] = variable["default"]
    return made


def secrets(variables) -> dict:
    keys = variables.secret()
    # No patterns: Helm prints what does not match.
    keys.setdefault("DATABASE_URL_MIGRATE", {"type": "string", "description": "the account that changes the schema, where DATABASE_URL's may not; the service itself does not get it"})
    keys.setdefault("REDIS_BACKUP_PASSWORD", {"type": "string", "description": "password of backup.redisUser"})
    for key in ("REDIS_PASSWORD", "REDIS_BACKUP_PASSWORD"):
        keys[key]["minLength"] = 8
    keys["USAP_CLIENT_SECRET"]["minLength"] = 1
    for key in ("SECRET_KEY",):
        keys[key]["minLength"] = 32
    values = block("The keys, for a Secret that the chart makes", **keys)
    values["patternProperties"] = {
        "^TOKEN_(AUTH|ADMIN|GUARD)_TO_(ADMIN|SESSION_CACHE|GUARD)$": {"type": "string", "minLength": 32, "maxLength": 256, "description": "token that one service calls another with"},
        "^TOKENS_(AUTH|ADMIN|GUARD)_TO_(ADMIN|SESSION_CACHE|GUARD)$": {"type": "string", "minLength": 32, "maxLength": 513, "description": "what the called one accepts, where it differs: two while rotating"},
        "^JWT_SIGNING_KEY(_[A-Z0-9]+)?$": {"type": "string", "description": "P-256 private keys in PEM, one or several, the newest first"},
        "^IDP_[A-Z0-9_]{1,60}$": {"type": "string", "minLength": 1, "description": "client secret, or private key in PEM, that an entry of identityProviders names"},
    }
    return block(
        "What must not be read by everybody",
        existingSecret=text("Name of a Secret with every key; the chart makes none then", pattern=r"^(|[a-z0-9][-a-z0-9.]*)$"),
        revision={"type": ["string", "integer"], "description": "Bump it after existingSecret has changed: the pods roll"},
        generate=flag("Make the keys that nobody gave, once, and keep them at upgrades; not for GitOps"),
        signingKeys=list_of("Entries of the Secret with P-256 private keys, one or several in each, the newest first: the first of all signs, all verify", {"type": "string", "pattern": "^JWT_SIGNING_KEY(_[A-Z0-9]+)?$"}),
        extraKeys=list_of("Keys of existingSecret beyond the required ones that the services are to get", {"type": "string", "pattern": SECRET_KEY}),
        values=values,
    )


def identity_providers() -> dict:
    """Members and limits of services/auth-service/src/providers/oidc/entry.hpp, but for what it reads from files. Forms are checked by templates/validations.yaml."""

    def line(description, most=255):
        return text(description, minLength=1, maxLength=most, pattern=LINE)

    def lines(description, most, longest=255):
        return list_of(description, line(description, longest), maxItems=most)

    label = text("As the sign-in page calls it", minLength=1, maxLength=64, pattern=r"\S")
    name = block("As the sign-in page calls it", zh=label, en=label)
    claims = block(
        "Claims of the ID token, else of UserInfo",
        subject=line("That a person is known by"),
        username=line("Of a new user's name; without it the subject"),
        display_name=line("Of the name that is shown"),
        email=line("Of the e-mail address"),
        groups=line("A list of the groups that the person is in, of the ID token alone; what they give: groups"),
    )
    group = block(
        "What one group gives",
        group=line("As the provider names it, to the letter"),
        role=line("A role's code; never SYSTEM_ADMIN", 64),
        scenario=line("The app_id in which it is given, of a role of scenarios; else left out", 64),
    )
    entry = block(
        "A provider",
        id=text("1 to 32 of a-z, 0-9 and -, for good"),
        name=name,
        icon=text("One that the console knows", minLength=1),
        issuer=text("As the provider's metadata and ID tokens have it, to the letter", minLength=1, maxLength=255),
        client_id=line("By which the provider knows the suite"),
        client_secret_key=text("Key of the Secret with the client's secret, IDP_…"),
        private_key_key=text("Key of the Secret with a private key in PEM, IDP_…, with token_auth private_key_jwt"),
        scopes=lines("What is asked for", 32),
        hosts=lines("Hosts that its endpoints may be on, beside the issuer's", 16),
        ca=certificate("that the provider's is checked by"),
        claims=claims,
        groups=list_of("What is given to who is in a group; with claims.groups", group, maxItems=256),
        acr=line("Asked for, and must be in the ID token"),
        amr=lines("Must each be in the ID token", 16, 64),
        token_auth=choice("How the token endpoint is shown who asks", ["client_secret_basic", "client_secret_post", "private_key_jwt"]),
        recheck=choice("How it is asked whether somebody may stay; none: a session ends config.USER_STATUS_GRACE after its sign-in", ["none", "refresh_token"]),
        logout=choice("Signing out together: rp from here, backchannel from there", ["none", "rp", "backchannel", "both"]),
    )
    name["required"], claims["required"], group["required"] = ["zh", "en"], ["subject"], ["group", "role"]
    entry["required"] = ["id", "name", "issuer", "client_id", "claims"]
    return list_of("OpenID Connect providers that people may sign in by: [docs/operations/identity-providers.md](../../docs/operations/identity-providers.md)", entry, maxItems=16)


def component(what, config) -> dict:
    made = block(
        what[0].upper() + what[1:],
        replicas={"type": "integer", "minimum": 1, "maximum": 100, "description": "Replicas, without autoscaling"},
        image=image(),
        resources=resources(),
        **scheduling(),
    )
    if config:
        made["properties"]["config"] = config
    return made


def scheduling() -> dict:
    count = {"type": "integer", "minimum": 1, "maximum": 100}
    return {
        "autoscaling": block(
            "HorizontalPodAutoscaler",
            enabled=flag("Whether there is one"),
            minReplicas={**count, "description": "Replicas at least"},
            maxReplicas={**count, "description": "Replicas at most"},
            targetCPUUtilizationPercentage={"type": "integer", "minimum": 1, "maximum": 100, "description": "Share of the requested CPU to keep to"},
        ),
        "podDisruptionBudget": block(
            "PodDisruptionBudget",
            enabled=flag("Whether there is one"),
            maxUnavailable={**count, "description": "Pods that may be away at once"},
            minAvailable={**count, "description": "Pods that must stay, instead"},
        ),
        "topologySpread": flag("Spread over zones and nodes"),
        "antiAffinity": flag("Prefer nodes without a pod of the same kind"),
        "preStopSeconds": {"type": "integer", "minimum": 0, "maximum": 300, "description": "Seconds between leaving the Service and closing the listeners"},
        "terminationGracePeriodSeconds": {"type": "integer", "minimum": 1, "maximum": 3600, "description": "Seconds before a pod that does not end is killed"},
        "revisionHistoryLimit": {"type": "integer", "minimum": 0, "maximum": 100, "description": "Old ReplicaSets that are kept"},
        "podAnnotations": texts("Annotations of the pods"),
        "podLabels": texts("Labels of the pods"),
        "nodeSelector": texts("Labels that the node must have"),
        "tolerations": list_of("Taints that are borne", {"type": "object"}),
        "priorityClassName": text("Priority class of the pods"),
    }


def redis() -> dict:
    return block(
        "Where sessions are kept",
        bundled=flag("One Redis in the cluster that keeps every write; false: redis.external"),
        image=image(),
        resources=resources(),
        storage=storage("Its volume"),
        maxMemory=text("What its data may take; at it, writes are refused"),
        external=block(
            "A Redis outside of the release, version 6 or later, with `appendfsync always`",
            host=text("Name or address", pattern=r"^(|[A-Za-z0-9.:-]+)$"),
            port=port("Port"),
            auth=flag("Whether it asks for REDIS_PASSWORD"),
        ),
    )


def network_policy() -> dict:
    peer = {"namespaceLabels": texts("Labels of its namespace"), "podLabels": texts("Labels of its pods; empty: every pod there")}
    cidrs = list_of("Address blocks", {"type": "string"})
    return block(
        "Default deny, and the edges that the services need",
        enabled=flag("Whether there are NetworkPolicies"),
        ingressController=block("Who may reach the console and the public ports from outside the release", **peer),
        prometheus=block("Who may scrape the internal ports", **peer),
        guardCallers=list_of("Namespaces whose pods may call llmsafe-guardrail-svc", {"type": "string", "pattern": NAME}),
        verifyCallers=list_of("Namespaces whose pods may ask auth-service who is signed in: the nginx of other tools", {"type": "string", "pattern": NAME}),
        mysql=block("Where MySQL is", cidrs=cidrs, port=port("Its port")),
        usap=block("Where USAP is; its port is that of config.USAP_BASE_URL", cidrs=cidrs),
        identityProviders=block("Where the identity providers are, while there are any", cidrs=cidrs, ports=list_of("Ports of their issuers and hosts", {"type": "integer", "minimum": 1, "maximum": 65535})),
        redis=block("Where an external Redis is", cidrs=cidrs),
        apiServer=block("Where Kubernetes' API server is, for the pod of `helm test` alone", cidrs=cidrs, ports=list_of("Ports of its Service and of what stands behind", {"type": "integer", "minimum": 1, "maximum": 65535})),
        collector=block(
            "Where the collector of config.OTEL_EXPORTER_OTLP_ENDPOINT is; its port is that of the address",
            **peer,
            cidrs=list_of("Address blocks, for one outside of the cluster: the labels do not count then", {"type": "string"}),
        ),
        extraEgress=list_of("Egress rules of your own, for every pod", {"type": "object"}),
    )


def metrics() -> dict:
    return block(
        "Prometheus and Grafana",
        edge=block("What the console's nginx answers", enabled=flag("Whether nginx counts it, which takes the Lua module of the suite's image, and a Service has its metrics")),
        serviceMonitor=block("A ServiceMonitor a service, and one of the console's nginx", enabled=flag("Whether there are"), interval=text("How often metrics are read", pattern="^[1-9][0-9]*(s|m)$"), labels=texts("Labels by which Prometheus finds them")),
        prometheusRule=block("Alerts", enabled=flag("Whether there are"), labels=texts("Labels by which Prometheus finds them"), runbookBase=text("Address that docs/operations/runbooks is published under, as Markdown: alerts link to `<address>/<alert>.md`. Empty: the pages that the console serves, `<its address>runbooks/<alert>.html`", pattern=WEB_ADDRESS)),
        dashboards=block("Grafana dashboards as ConfigMaps", enabled=flag("Whether there are"), labels=texts("Labels by which Grafana's sidecar finds them"), grafanaUrl=text("Grafana's address: each alert then links its dashboard. Empty: no links", pattern=WEB_ADDRESS)),
    )


def backup() -> dict:
    stored = storage("The volume that backups are kept on")
    stored["properties"]["existingClaim"] = text("A PersistentVolumeClaim that is there already; empty: the chart makes one", pattern=r"^(|[a-z0-9][-a-z0-9.]*)$")
    return block(
        "CronJob that dumps MySQL and copies Redis",
        enabled=flag("Whether there is one"),
        schedule=text("When, in cron's form"),
        keepDays={"type": "integer", "minimum": 1, "maximum": 3650, "description": "Days that a backup is kept"},
        storage=stored,
        databaseImage=image(),
        redisUser=text("ACL user that copies Redis, with the Secret's REDIS_BACKUP_PASSWORD; the bundled Redis makes it; empty: session-cache-service's own", pattern=r"^(|[A-Za-z0-9._-]+)$"),
        resources=resources(),
    )


# Amounts may be taken away from `resources`, and variables from `config`.
LOOSE = ("config", "resources")
# Empty by itself, and asked for by templates all the same.
ASKED_FOR = ("namePrefix", "values", "extraKeys", "guardCallers", "verifyCallers", "runbookBase", "grafanaUrl")


def demand(schema: dict, values: dict):
    """What values.yaml gives must not be missing, unless it gives nothing."""
    needed = [name for name, value in values.items() if name in ASKED_FOR or value not in ("", None, {}, [])]
    schema["required"] = needed
    for name in needed:
        below = schema["properties"].get(name, {})
        if name not in LOOSE and isinstance(values[name], dict) and "properties" in below:
            demand(below, values[name])


def certificate(what) -> dict:
    return block(
        f"Certificates {what}",
        configMap=text("ConfigMap that has them", pattern=r"^(|[a-z0-9][-a-z0-9.]*)$"),
        secret=text("Secret that has them", pattern=r"^(|[a-z0-9][-a-z0-9.]*)$"),
        key=text("Key in it", pattern=SECRET_KEY),
    )


def resources() -> dict:
    amount = {"type": ["string", "integer"], "pattern": QUANTITY}
    amounts = {"type": "object", "additionalProperties": False, "properties": {"cpu": amount, "memory": amount, "ephemeral-storage": amount}}
    return {"type": "object", "description": "Requests and limits of the container", "additionalProperties": False, "properties": {"requests": amounts, "limits": amounts}}


def storage(what) -> dict:
    return block(what, size=text("Its size"), className=text("Its storage class; empty: the cluster's default"))


def image() -> dict:
    return block(
        "Image",
        repository=text("Repository, without registry where image.registry is given", pattern=r"^[a-z0-9][-a-z0-9._:/]*$"),
        tag=tag("Tag; empty: image.tag"),
        digest=text("Digest, instead of the tag"),
    )


def tag(description) -> dict:
    return text(description, pattern=TAG)


def block(description, **properties) -> dict:
    return {"type": "object", "description": description, "additionalProperties": False, "properties": properties}


def text(description, **limits) -> dict:
    return {"type": "string", "description": description, **limits}


def flag(description) -> dict:
    return {"type": "boolean", "description": description}


def port(description) -> dict:
    return {"type": "integer", "minimum": 1, "maximum": 65535, "description": description}


def choice(description, values) -> dict:
    return {"type": "string", "enum": values, "description": description}


def texts(description) -> dict:
    return {"type": "object", "description": description, "additionalProperties": {"type": "string"}}


def list_of(description, item, **limits) -> dict:
    return {"type": "array", "description": description, "items": item, **limits}


def ports(spec) -> str:
    return ", ".join(str(spec[name]) for name in ("public", "internal") if name in spec)
