{{/* The container of a service, also as admin-service's initContainer: (list $ service values-key). */}}

{{- define "lgm.environment" -}}
{{- $root := index . 0 -}}
{{- range $name, $value := include "lgm.settled" . | fromJson }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range (include "lgm.fromConfig" . | fromJson).names }}
- name: {{ . }}
  valueFrom:
    configMapKeyRef: {name: {{ include "lgm.name" (list $root "llmsafe-config") }}, key: {{ . }}}
{{- end }}
{{- range $name, $value := (get (index $root.Values (index . 2)) "config" | default dict) }}
- name: {{ $name }}
  value: {{ include "lgm.text" $value | quote }}
{{- end }}
{{- range $name, $key := include "lgm.secretFiles" . | fromJson }}
- name: {{ $name }}_FILE
  value: /run/secrets/llmsafe/{{ $key }}
{{- end }}
{{- end -}}

{{- define "lgm.logFile" -}}
{{- $own := get (index (index . 0).Values (index . 2)) "config" | default dict -}}
{{- get $own "LOG_FILE" | default (get (index . 0).Values.config "LOG_FILE") | default "" -}}
{{- end -}}

{{- define "lgm.serviceMounts" -}}
- {name: secrets, mountPath: /run/secrets/llmsafe, readOnly: true}
{{- $root := index . 0 }}
{{- if eq (index . 1) "auth-service" }}
{{ include "lgm.withdrawnKeys" (list $root "mounts") }}
{{- end }}
{{- if eq (index . 1) "guard-service" }}
- {name: policy, mountPath: /var/lib/llmsafe}
{{- end }}
{{- if include "lgm.logFile" . }}
- {name: logs, mountPath: /var/log/app}
{{- end }}
{{- if and (eq (index . 1) "auth-service") $root.Values.identityProviders }}
- {name: identity-providers, mountPath: /etc/llmsafe/identity-providers, readOnly: true}
{{- end }}
{{- range $name, $given := include "lgm.serviceCertificates" . | fromJson }}
- {name: {{ $name }}-ca, mountPath: /etc/llmsafe/{{ $name }}, readOnly: true}
{{- end }}
{{- end -}}

{{- define "lgm.serviceCertificates" -}}
{{- $values := (index . 0).Values -}}
{{- $found := dict -}}
{{- range $name, $service := dict "database" "admin-service" "redis" "session-cache-service" "usap" "auth-service" -}}
{{- $given := index $values.certificates $name -}}
{{- if and (eq $service (index $ 1)) (or $given.configMap $given.secret) }}{{ $_ := set $found $name $given }}{{ end -}}
{{- end -}}
{{- range ternary $values.identityProviders list (eq (index . 1) "auth-service") -}}
{{- if .ca }}{{ $_ := set $found (printf "idp-%s" .id) (dict "configMap" .ca.configMap "secret" .ca.secret "key" (.ca.key | default "ca.crt")) }}{{ end -}}
{{- end -}}
{{- toJson $found -}}
{{- end -}}

{{- define "lgm.serviceVolumes" -}}
{{- $root := index . 0 -}}
{{- $keys := list -}}
{{- range $name, $key := include "lgm.secretFiles" . | fromJson }}{{ $keys = append $keys $key }}{{ end -}}
{{- if eq (index . 1) "auth-service" }}
{{- $keys = concat $keys (include "lgm.identityProviderKeys" $root | fromJson).keys }}
{{- if ne (get $root.Values.config "JWT_ALGORITHM" | default "ES256") "HS256" }}{{ $keys = concat $keys $root.Values.secrets.signingKeys }}{{ end }}
{{- end -}}
- name: secrets
  secret:
    secretName: {{ include "lgm.secretName" $root }}
    defaultMode: 0440
    items:
      {{- range uniq $keys | sortAlpha }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
{{- if eq (index . 1) "auth-service" }}
{{ include "lgm.withdrawnKeys" (list $root "volumes") }}
{{- end }}
{{- if eq (index . 1) "guard-service" }}
- name: policy
  emptyDir: {sizeLimit: 2Gi}
{{- end }}
{{- if include "lgm.logFile" . }}
- name: logs
  emptyDir: {sizeLimit: 128Mi}
{{- end }}
{{- if and (eq (index . 1) "auth-service") $root.Values.identityProviders }}
- name: identity-providers
  configMap: {name: {{ include "lgm.identityProvidersName" $root }}}
{{- end }}
{{- range $name, $given := include "lgm.serviceCertificates" . | fromJson }}
{{ include "lgm.certificateVolume" (list $name $given) }}
{{- end }}
{{- end -}}

{{- define "lgm.certificateVolume" -}}
{{- $given := index . 1 -}}
- name: {{ index . 0 }}-ca
  {{- if $given.secret }}
  secret:
    secretName: {{ $given.secret }}
  {{- else }}
  configMap:
    name: {{ $given.configMap }}
  {{- end }}
    items: [{key: {{ $given.key }}, path: ca.crt}]
{{- end -}}

{{/* Changes when a value that this service reads changes. */}}
{{- define "lgm.configChecksum" -}}
{{- $config := include "lgm.config" (index . 0) | fromJson -}}
{{- $read := dict -}}
{{- range (include "lgm.fromConfig" . | fromJson).names }}{{ $_ := set $read . (get $config .) }}{{ end -}}
{{- sha256sum (toJson $read) -}}
{{- end -}}

{{/* What the pods of a service are rolled by: (list $ service values-key). */}}
{{- define "lgm.checksums" -}}
{{- $root := index . 0 -}}
{{- $sums := dict "config" (include "lgm.configChecksum" .) "secrets" (include "lgm.secretChecksum" $root) -}}
{{- if and (eq (index . 1) "auth-service") $root.Values.identityProviders }}{{ $_ := set $sums "identity-providers" (include "lgm.identityProvidersFile" $root | sha256sum) }}{{ end -}}
{{- toJson $sums -}}
{{- end -}}

{{/* httpGet of a probe, on the internal listener: who fills the public one does not have the pod restarted. */}}
{{- define "lgm.probe" -}}
httpGet: {path: {{ . }}, port: internal}
{{- end -}}

{{/* The account that changes the schema, where it is another than the service's: (list $ "env|mounts|volumes"). Those who migrate get it,
and the service itself does not. */}}
{{- define "lgm.migrating" -}}
{{- $root := index . 0 -}}
{{- $part := index . 1 -}}
{{- if has "DATABASE_URL_MIGRATE" (include "lgm.secretKeys" $root | fromJson).keys -}}
{{- if eq $part "env" -}}
- {name: DATABASE_URL_MIGRATE_FILE, value: /run/secrets/migrate/DATABASE_URL_MIGRATE}
{{- else if eq $part "mounts" -}}
- {name: migrate, mountPath: /run/secrets/migrate, readOnly: true}
{{- else -}}
- name: migrate
  secret:
    secretName: {{ index . 2 }}
    defaultMode: 0440
    items: [{key: DATABASE_URL_MIGRATE, path: DATABASE_URL_MIGRATE}]
{{- end -}}
{{- end -}}
{{- end -}}
