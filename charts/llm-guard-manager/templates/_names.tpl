{{/* The name of an object: (list $ "redis-svc"). */}}
{{- define "lgm.name" -}}
{{- $root := index . 0 -}}
{{- printf "%s%s" $root.Values.namePrefix (index . 1) -}}
{{- end -}}

{{/* Labels of an object: (list $ "redis"). `app` is the seed's. */}}
{{- define "lgm.labels" -}}
{{- $root := index . 0 -}}
{{ include "lgm.selector" . }}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/part-of: llm-guard-manager
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "lgm.selector" -}}
app: {{ include "lgm.name" . }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- end -}}

{{/* host:port of a service's public listener, or of its internal one where a third word says "internal". */}}
{{- define "lgm.serviceAddress" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $ports := index (include "lgm.wiring" $root | fromJson).services $service -}}
{{- $port := ternary $ports.internal $ports.public (eq (len .) 3) -}}
{{- printf "%s:%d" (include "lgm.name" (list $root $service)) (int $port) -}}
{{- end -}}

{{- define "lgm.wiring" -}}
{{ .Files.Get "files/wiring.json" }}
{{- end -}}

{{- define "lgm.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $own := index . 2 -}}
{{- $repository := $image.repository -}}
{{- with $root.Values.image.registry }}{{ $repository = printf "%s/%s" (trimSuffix "/" .) $repository }}{{ end -}}
{{- if $image.digest -}}
{{ $repository }}@{{ $image.digest }}
{{- else -}}
{{ $repository }}:{{ $image.tag | default (ternary ($root.Values.image.tag | default $root.Chart.AppVersion) "" $own) }}
{{- end -}}
{{- end -}}

{{- define "lgm.origin" -}}
{{- .Values.publicOrigin | default (printf "https://%s" .Values.host) -}}
{{- end -}}

{{/* The last word of a probe, a metric, a rule: a block of values over the defaults. */}}
{{- define "lgm.component" -}}
{{- $root := index . 0 -}}
{{- toJson (mergeOverwrite (deepCopy $root.Values.defaults) (deepCopy (index $root.Values (index . 1)))) -}}
{{- end -}}
