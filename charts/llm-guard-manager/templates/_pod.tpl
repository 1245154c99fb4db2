{{/* What every pod has: restricted Pod Security, no token of the API server, spread over nodes and zones. */}}

{{- define "lgm.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: 1000
fsGroup: 1000
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "lgm.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* (list $ app block): block is the component's values over the defaults. */}}
{{- define "lgm.scheduling" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
{{- $block := index . 2 -}}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: {{ int $block.terminationGracePeriodSeconds }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $block.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $block.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $block.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $block.antiAffinity }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "lgm.selector" (list $root $app) | nindent 14 }}
{{- end }}
{{- if $block.topologySpread }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "lgm.selector" (list $root $app) | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Metadata of a pod: (list $ app block checksums). */}}
{{- define "lgm.podMetadata" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
{{- $block := index . 2 -}}
labels:
  {{- include "lgm.labels" (list $root $app) | nindent 2 }}
  {{- with $block.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  {{- range $name, $sum := index . 3 }}
  checksum/{{ $name }}: {{ $sum }}
  {{- end }}
  {{- with $block.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/*
Replicas and how they are replaced: none is taken away before its successor is ready. (list $ app block)
With an autoscaler the number is its business; what it is now is said all the same, at first the least. A number that is left
out of a manifest which had one is set to 1: an upgrade or a rollback would take all pods but one away.
*/}}
{{- define "lgm.rollout" -}}
{{- $root := index . 0 -}}
{{- $block := index . 2 -}}
{{- $replicas := $block.replicas -}}
{{- if $block.autoscaling.enabled -}}
{{- $there := lookup "apps/v1" "Deployment" $root.Release.Namespace (include "lgm.name" (list $root (index . 1))) | default dict -}}
{{- $replicas = dig "spec" "replicas" $block.autoscaling.minReplicas $there -}}
{{- end -}}
replicas: {{ int $replicas }}
revisionHistoryLimit: {{ int $block.revisionHistoryLimit }}
strategy:
  type: RollingUpdate
  rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
{{- end -}}

{{/* The objects around a Deployment: (list $ app block). */}}
{{- define "lgm.around" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
{{- $block := index . 2 -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "lgm.name" (list $root $app) }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "lgm.labels" (list $root $app) | nindent 4 }}
automountServiceAccountToken: false
{{- if $block.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "lgm.name" (list $root $app) }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "lgm.labels" (list $root $app) | nindent 4 }}
spec:
  {{- if hasKey $block.podDisruptionBudget "minAvailable" }}
  minAvailable: {{ $block.podDisruptionBudget.minAvailable }}
  {{- else }}
  maxUnavailable: {{ $block.podDisruptionBudget.maxUnavailable }}
  {{- end }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "lgm.selector" (list $root $app) | nindent 6 }}
{{- end }}
{{- if $block.autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "lgm.name" (list $root $app) }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "lgm.labels" (list $root $app) | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "lgm.name" (list $root $app) }}
  minReplicas: {{ int $block.autoscaling.minReplicas }}
  maxReplicas: {{ int $block.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ int $block.autoscaling.targetCPUUtilizationPercentage }}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 300}
{{- end }}
{{- end -}}
