{{/* What one service's configuration is made of. */}}

{{/* A value as an environment variable's text: whole numbers stay whole. */}}
{{- define "lgm.text" -}}
{{- if or (kindIs "float64" .) (kindIs "int64" .) (kindIs "int" .) -}}{{ int64 . }}{{- else -}}{{ toString . }}{{- end -}}
{{- end -}}

{{/* The data of llmsafe-config. */}}
{{- define "lgm.config" -}}
{{- $data := dict "VITE_BASE_PATH" "/web-manager/" -}}
{{- range $name, $value := .Values.config -}}
{{- $text := include "lgm.text" $value -}}
{{- if ne $text "" }}{{ $_ := set $data $name $text }}{{ end -}}
{{- end -}}
{{- /* `none` is said to the chart: a service hears of no proxy then, as it always did. */ -}}
{{- $_ := unset $data "TRUSTED_PROXIES" -}}
{{- with (include "lgm.trustedProxies" . | fromJson).list }}{{ $_ := set $data "TRUSTED_PROXIES" (join "," .) }}{{ end -}}
{{- if not (hasKey $data "HTTPS_REQUIRED") }}{{ $_ := set $data "HTTPS_REQUIRED" (include "lgm.httpsRequired" .) }}{{ end -}}
{{- if not (include "lgm.requireKeySaid" .) }}{{ $_ := set $data "GUARD_REQUIRE_API_KEY" "true" }}{{ end -}}
{{- with include "lgm.redisHost" . }}{{ $_ := set $data "REDIS_HOST" . }}{{ end -}}
{{- $_ := set $data "REDIS_PORT" (include "lgm.redisPort" .) -}}
{{- if not (hasKey $data "DATABASE_TLS") }}{{ $_ := set $data "DATABASE_TLS" (include "lgm.databaseTls" .) }}{{ end -}}
{{- toJson $data -}}
{{- end -}}

{{/* What the values say of whom the guard's older path asks for a key: true, keyed, false, or nothing. */}}
{{- define "lgm.requireKeySaid" -}}
{{- get (include "lgm.configOf" (list . "guardService") | fromJson) "GUARD_REQUIRE_API_KEY" | toString -}}
{{- end -}}

{{/* Whether that path is answered at all. */}}
{{- define "lgm.olderPath" -}}
{{- ne (get (include "lgm.configOf" (list . "guardService") | fromJson) "LEGACY_GUARD_ROUTE" | toString) "false" -}}
{{- end -}}

{{- define "lgm.redisHost" -}}
{{- ternary (include "lgm.name" (list . "redis-svc")) .Values.redis.external.host .Values.redis.bundled -}}
{{- end -}}
{{- define "lgm.redisPort" -}}
{{- ternary 6379 (int .Values.redis.external.port) .Values.redis.bundled -}}
{{- end -}}

{{/* The port of an address. */}}
{{- define "lgm.portOf" -}}
{{- $port := regexFind ":[0-9]+$" (regexReplaceAll "^(https?://[^/?]*).*$" . "$1") | trimPrefix ":" -}}
{{- $port | default (ternary "80" "443" (hasPrefix "http://" .)) -}}
{{- end -}}

{{/* The variables of one service, its own over those of all: (list $ "authService"). */}}
{{- define "lgm.configOf" -}}
{{- $all := deepCopy (index . 0).Values.config -}}
{{- range $name, $value := (index (index . 0).Values (index . 1)).config }}{{ $_ := set $all $name $value }}{{ end -}}
{{- toJson $all -}}
{{- end -}}

{{- define "lgm.authConfig" -}}{{ include "lgm.configOf" (list . "authService") }}{{- end -}}

{{/* As the route from outside has it, unless browsers are told to come by plain http (a port-forward). */}}
{{- define "lgm.httpsRequired" -}}
{{- and (eq (include "lgm.routeEndsTls" .) "true") (hasPrefix "https://" (include "lgm.origin" .)) -}}
{{- end -}}

{{/* Off for a database of this cluster, required for any other, and where the chart cannot know. */}}
{{- define "lgm.databaseTls" -}}
{{- $url := get .Values.secrets.values "DATABASE_URL" | default "" -}}
{{- $host := regexFind "[^@/]+$" (regexReplaceAll "^([a-z0-9+]+://[^/]*).*$" $url "$1") | regexFind "^[^:]*" -}}
{{- if and $url (or (not (contains "." $host)) (hasSuffix ".svc" $host) (hasSuffix ".svc.cluster.local" $host)) -}}
off
{{- else -}}
required
{{- end -}}
{{- end -}}

{{/* The declared variables of a service: (list $ "auth-service"). */}}
{{- define "lgm.variables" -}}
{{- $declared := (index . 0).Files.Get "files/configuration.json" | fromJson -}}
{{- toJson (dict "all" (concat (index $declared.services (index . 1)) $declared.common)) -}}
{{- end -}}

{{/* The variables that the chart itself settles, as a map. */}}
{{- define "lgm.settled" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $wiring := include "lgm.wiring" $root | fromJson -}}
{{- $ports := index $wiring.services $service -}}
{{- $all := dict
  "INTERNAL_PORT" (toString $ports.internal)
  "AUTH_SERVICE_URL" (printf "http://%s" (include "lgm.serviceAddress" (list $root "auth-service")))
  "ADMIN_SERVICE_URL" (printf "http://%s" (include "lgm.serviceAddress" (list $root "admin-service" "internal")))
  "SESSION_CACHE_SERVICE_URL" (printf "http://%s" (include "lgm.serviceAddress" (list $root "session-cache-service" "internal")))
  "GUARD_SERVICE_URL" (printf "http://%s" (include "lgm.serviceAddress" (list $root "guard-service" "internal")))
  "PUBLIC_ORIGIN" (include "lgm.origin" $root)
  "POLICY_CACHE_FILE" "/var/lib/llmsafe/policy"
-}}
{{- with $ports.public }}{{ $_ := set $all "PORT" (toString .) }}{{ end -}}
{{- if ne (get $root.Values.config "JWT_ALGORITHM" | default "ES256") "HS256" -}}
{{- $paths := list -}}
{{- range $root.Values.secrets.signingKeys }}{{ $paths = append $paths (printf "/run/secrets/llmsafe/%s" .) }}{{ end -}}
{{- $_ := set $all "JWT_SIGNING_KEY_FILE" (join "," $paths) -}}
{{- $_ := set $all "JWT_WITHDRAWN_KEYS_FILE" "/run/secrets/withdrawn/JWT_WITHDRAWN_KEYS" -}}
{{- end -}}
{{- range $name, $given := dict "DATABASE_CA_FILE" $root.Values.certificates.database "REDIS_CA_FILE" $root.Values.certificates.redis "USAP_CA_FILE" $root.Values.certificates.usap -}}
{{- if or $given.configMap $given.secret }}{{ $_ := set $all $name (printf "/etc/llmsafe/%s/ca.crt" (trimSuffix "_ca_file" (lower $name))) }}{{ end -}}
{{- end -}}
{{- if $root.Values.identityProviders }}{{ $_ := set $all "IDENTITY_PROVIDERS_FILE" "/etc/llmsafe/identity-providers/providers.json" }}{{ end -}}
{{- $own := dict -}}
{{- range (include "lgm.variables" . | fromJson).all -}}
{{- $skip := and (hasSuffix "_SERVICE_URL" .name) (not (has (trimSuffix "_SERVICE_URL" .name) $ports.addresses)) -}}
{{- if and (hasKey $all .name) (not $skip) }}{{ $_ := set $own .name (get $all .name) }}{{ end -}}
{{- end -}}
{{- toJson $own -}}
{{- end -}}

{{/* Variable -> Secret key of what a service reads from files. */}}
{{- define "lgm.secretFiles" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $wiring := include "lgm.wiring" $root | fromJson -}}
{{- $me := (index $wiring.services $service).caller -}}
{{- $wanted := (include "lgm.secretKeys" $root | fromJson).keys -}}
{{- $files := dict -}}
{{- range (include "lgm.variables" . | fromJson).all -}}
{{- if and .secret (ne .name "DATABASE_URL_MIGRATE") -}}
{{- $key := .name -}}
{{- if hasPrefix "INTERNAL_TOKEN_TO_" .name }}{{ $key = printf "TOKEN_%s_TO_%s" $me (trimPrefix "INTERNAL_TOKEN_TO_" .name) }}{{ end -}}
{{- if hasPrefix "INTERNAL_TOKENS_FROM_" .name }}{{ $key = printf "TOKENS_%s_TO_%s" (trimPrefix "INTERNAL_TOKENS_FROM_" .name) $me }}{{ end -}}
{{- if has $key $wanted }}{{ $_ := set $files .name $key }}{{ end -}}
{{- end -}}
{{- end -}}
{{- toJson $files -}}
{{- end -}}

{{/* A service's variables from llmsafe-config. */}}
{{- define "lgm.fromConfig" -}}
{{- $root := index . 0 -}}
{{- $config := include "lgm.config" $root | fromJson -}}
{{- $settled := (include "lgm.wiring" $root | fromJson).settled -}}
{{- $own := get (index $root.Values (index . 2)) "config" | default dict -}}
{{- $names := list -}}
{{- range (include "lgm.variables" . | fromJson).all -}}
{{- if and (hasKey $config .name) (not .secret) (not (hasKey $own .name)) -}}
{{- if or (has .name (list "REDIS_HOST" "REDIS_PORT")) (not (has .name $settled)) }}{{ $names = append $names .name }}{{ end -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "names" $names) -}}
{{- end -}}
