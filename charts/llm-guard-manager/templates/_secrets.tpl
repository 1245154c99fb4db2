{{/* Which keys the Secret has, and where each comes from. */}}

{{- define "lgm.secretName" -}}
{{- .Values.secrets.existingSecret | default (include "lgm.name" (list . "llmsafe-secrets")) -}}
{{- end -}}

{{/* Every key that this configuration needs, and those given beyond. */}}
{{- define "lgm.secretKeys" -}}
{{- $config := .Values.config -}}
{{- $keys := concat (list "DATABASE_URL") (keys .Values.secrets.values | sortAlpha) .Values.secrets.extraKeys (include "lgm.generatedKeys" . | fromJson).keys (include "lgm.identityProviderKeys" . | fromJson).keys -}}
{{- if get $config "USAP_BASE_URL" }}{{ $keys = append $keys "USAP_CLIENT_SECRET" }}{{ end -}}
{{- if and (not .Values.redis.bundled) .Values.redis.external.auth }}{{ $keys = append $keys "REDIS_PASSWORD" }}{{ end -}}
{{- if .Values.backup.redisUser }}{{ $keys = append $keys "REDIS_BACKUP_PASSWORD" }}{{ end -}}
{{- if get $config "ADMIN_USERNAME" }}{{ $keys = append $keys "ADMIN_PASSWORD" }}{{ end -}}
{{- toJson (dict "keys" (uniq $keys | sortAlpha)) -}}
{{- end -}}

{{/* Those of them that may be made at random. */}}
{{- define "lgm.generatedKeys" -}}
{{- $wiring := include "lgm.wiring" . | fromJson -}}
{{- $keys := list "SECRET_KEY" "AUDIT_SEAL_KEY" -}}
{{- if eq (get .Values.config "JWT_ALGORITHM" | default "ES256") "HS256" -}}
{{- $keys = append $keys "JWT_HS256_KEY" -}}
{{- else -}}
{{- $keys = concat $keys .Values.secrets.signingKeys -}}
{{- end -}}
{{- if .Values.redis.bundled }}{{ $keys = append $keys "REDIS_PASSWORD" }}{{ end -}}
{{- if and .Values.redis.bundled .Values.backup.redisUser }}{{ $keys = append $keys "REDIS_BACKUP_PASSWORD" }}{{ end -}}
{{- range $caller, $callees := $wiring.calls -}}
{{- range $callees }}{{ $keys = concat $keys (list (printf "TOKEN_%s_TO_%s" $caller .) (printf "TOKENS_%s_TO_%s" $caller .)) }}{{ end -}}
{{- end -}}
{{- toJson (dict "keys" (uniq $keys | sortAlpha)) -}}
{{- end -}}

{{/* The list of withdrawn signing keys, which is not there until one is: (list $ "mounts|volumes"). */}}
{{- define "lgm.withdrawnKeys" -}}
{{- if ne (get (index . 0).Values.config "JWT_ALGORITHM" | default "ES256") "HS256" -}}
{{- if eq (index . 1) "mounts" -}}
- {name: withdrawn-keys, mountPath: /run/secrets/withdrawn, readOnly: true}
{{- else -}}
- name: withdrawn-keys
  secret:
    secretName: {{ include "lgm.secretName" (index . 0) }}
    defaultMode: 0440
    optional: true
    items: [{key: JWT_WITHDRAWN_KEYS, path: JWT_WITHDRAWN_KEYS}]
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What the pods are rolled by: never the random values, which do not change. */}}
{{- define "lgm.secretChecksum" -}}
{{- sha256sum (toJson (dict "given" .Values.secrets.values "keys" .Values.secrets.signingKeys "name" (include "lgm.secretName" .) "revision" .Values.secrets.revision)) -}}
{{- end -}}
