{{/* What auth-service gets of the value identityProviders. */}}

{{/* The file: the entries as they are given, with paths in place of what Kubernetes mounts. */}}
{{- define "lgm.identityProvidersFile" -}}
{{- $entries := list -}}
{{- range .Values.identityProviders -}}
{{- $entry := omit . "client_secret_key" "private_key_key" "ca" -}}
{{- with .client_secret_key }}{{ $_ := set $entry "client_secret_file" (printf "/run/secrets/llmsafe/%s" .) }}{{ end -}}
{{- with .private_key_key }}{{ $_ := set $entry "private_key_file" (printf "/run/secrets/llmsafe/%s" .) }}{{ end -}}
{{- if .ca }}{{ $_ := set $entry "ca_file" (printf "/etc/llmsafe/idp-%s/ca.crt" .id) }}{{ end -}}
{{- $entries = append $entries $entry -}}
{{- end -}}
{{- toPrettyJson $entries -}}
{{- end -}}

{{- define "lgm.identityProvidersName" -}}
{{- include "lgm.name" (list . "llmsafe-identity-providers") -}}
{{- end -}}

{{/* Keys of the Secret that the entries name. What is no name of one may be the secret itself, and is passed over here: validations.yaml refuses it. */}}
{{- define "lgm.identityProviderKeys" -}}
{{- $keys := list -}}
{{- range .Values.identityProviders -}}
{{- range list .client_secret_key .private_key_key -}}
{{- if regexMatch (include "lgm.identityProviderKey" .) (. | default "") }}{{ $keys = append $keys . }}{{ end -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "keys" (uniq $keys)) -}}
{{- end -}}

{{/* None of the suite's own: a key that is named here is sent to a provider. */}}
{{- define "lgm.identityProviderKey" -}}
^IDP_[A-Z0-9_]{1,60}$
{{- end -}}
