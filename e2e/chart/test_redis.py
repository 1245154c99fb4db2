"""How session-cache-service, the probes and the backup reach Redis, each by its own user where there is one."""
import rendering
from rendering import environment

AUTHORITY = "/etc/llmsafe/redis/ca.crt"


def mounted(pod, container) -> dict:
    """What a container sees of the pod's own volumes: where, and which."""
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    return {mount["mountPath"]: volumes[mount["name"]] for mount in container["volumeMounts"] if mount["name"] in volumes}


def cache_of(case):
    pod = rendering.render(case).named("Deployment", "session-cache-service")["spec"]["template"]["spec"]
    return pod, pod["containers"][0]


def said_to(container, case) -> dict:
    """Its variables, those of llmsafe-config read there."""
    data = rendering.render(case).named("ConfigMap", "llmsafe-config")["data"]
    return {name: data[value[2]] if isinstance(value, tuple) else value for name, value in environment(container).items()}


def test_the_service_gets_what_verifies_it():
    pod, container = cache_of("external-redis")
    said = said_to(container, "external-redis")
    assert said["REDIS_TLS"] == "required" and said["REDIS_CA_FILE"] == AUTHORITY and said["REDIS_USER"] == "lgm"
    assert mounted(pod, container)["/etc/llmsafe/redis"]["secret"] == {"secretName": "authority-of-redis", "items": [{"key": "ca.crt", "path": "ca.crt"}]}
    pod, container = cache_of("sentinel")
    said = said_to(container, "sentinel")
    assert (said["REDIS_TLS_NAME"], said["REDIS_SENTINEL_USER"]) == ("redis.example.com", "asking")
    assert mounted(pod, container)["/etc/llmsafe/redis"]["configMap"]["name"] == "authority-of-redis"


def test_nobody_else_gets_it():
    for service in ("auth-service", "admin-service", "guard-service"):
        container = rendering.render("external-redis").named("Deployment", service)["spec"]["template"]["spec"]["containers"][0]
        assert not [name for name in environment(container) if name.startswith("REDIS_")]


def test_the_bundled_one_is_spoken_to_in_plain_text():
    _, container = cache_of("defaults")
    assert not {"REDIS_TLS", "REDIS_CA_FILE"} & set(environment(container))


def test_the_backup_reaches_it_the_same_way():
    pod = rendering.render("sentinel").named("CronJob", "backup")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    container = pod["containers"][0]
    said = environment(container)
    assert said["REDIS_TLS"] == "required" and said["REDIS_TLS_NAME"] == "redis.example.com" and said["REDIS_CA_FILE"] == AUTHORITY
    assert said["REDIS_SENTINEL_USER"] == "asking" and "REDIS_USER" not in said
    assert mounted(pod, container)["/etc/llmsafe/redis"]["configMap"]["name"] == "authority-of-redis"


def test_the_probes_have_a_user_that_may_ping_and_no_more():
    [container] = rendering.render("defaults").named("StatefulSet", "redis")["spec"]["template"]["spec"]["containers"]
    assert "printf 'user probe on >%s +ping\\n' \"$(cat /run/redis/probe)\"" in container["args"][0]
    for probe in ("startupProbe", "readinessProbe"):
        assert container[probe]["exec"]["command"][2] == 'test "$(REDISCLI_AUTH="$(cat /run/redis/probe)" redis-cli --user probe ping)" = PONG'


def test_the_backup_has_a_user_of_its_own_where_one_is_named():
    rendered = rendering.render("defaults", "--set", "backup.enabled=true,backup.redisUser=copying")
    redis = rendered.named("StatefulSet", "redis")["spec"]["template"]["spec"]
    assert "user copying on" in redis["containers"][0]["args"][0]
    assert {"key": "REDIS_BACKUP_PASSWORD", "path": "REDIS_BACKUP_PASSWORD"} in mounted(redis, redis["containers"][0])["/run/secrets/llmsafe"]["secret"]["items"]
    pod = rendered.named("CronJob", "backup")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    said = environment(pod["containers"][0])
    assert (said["REDIS_USER"], said["PASSWORD_FILE"]) == ("copying", "/run/secrets/redis/REDIS_BACKUP_PASSWORD")
    assert mounted(pod, pod["containers"][0])["/run/secrets/redis"]["secret"]["items"] == [{"key": "REDIS_BACKUP_PASSWORD", "path": "REDIS_BACKUP_PASSWORD"}]
    assert "REDIS_BACKUP_PASSWORD" in rendered.named("Secret", "llmsafe-secrets")["data"]


def test_without_one_the_backup_is_made_as_the_service():
    rendered = rendering.render("sentinel")
    pod = rendered.named("CronJob", "backup")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert environment(pod["containers"][0])["PASSWORD_FILE"] == "/run/secrets/redis/REDIS_PASSWORD"
    assert "REDIS_BACKUP_PASSWORD" not in rendered.named("Secret", "llmsafe-secrets")["data"]
