{{/* The public paths, from files/routes.json: {routes: [{path, exact, service, port, kind}]}. A path covers itself and what is
     below it. */}}
{{- define "lgm.publicRoutes" -}}
{{- $table := .Files.Get "files/routes.json" | fromJson -}}
{{- $services := (include "lgm.wiring" . | fromJson).services -}}
{{- $routes := list -}}
{{- range $base := $table.bases -}}
{{- range $table.api -}}
{{- $path := trimSuffix "/" (print $base .path) -}}
{{- $routes = append $routes (dict "path" $path "exact" false "service" .service "port" (index $services .service).public "kind" .kind) -}}
{{- end -}}
{{- end -}}
{{- range concat (list $table.console.path) $table.older_consoles -}}
{{- $routes = append $routes (dict "path" (trimSuffix "/" .) "exact" false "service" "frontend-svc" "port" 80 "kind" "console") -}}
{{- end -}}
{{- $routes = append $routes (dict "path" "/" "exact" true "service" "frontend-svc" "port" 80 "kind" "console") -}}
{{- toJson (dict "routes" $routes) -}}
{{- end -}}

{{/* Names of the Ingresses, as they stand in the table; empty without one. */}}
{{- define "lgm.ingresses" -}}
{{- $names := list -}}
{{- if and .Values.ingress.enabled (not .Values.gateway.enabled) -}}
{{- $names = keys (.Files.Get "files/routes.json" | fromJson).ingresses | sortAlpha -}}
{{- end -}}
{{- toJson (dict "names" $names) -}}
{{- end -}}

{{/* "true" where browsers and clients come by TLS that ends at the route from outside. */}}
{{- define "lgm.routeEndsTls" -}}
{{- if .Values.gateway.enabled -}}
{{- .Values.gateway.tls -}}
{{- else -}}
{{- and .Values.ingress.enabled .Values.ingress.tls.enabled -}}
{{- end -}}
{{- end -}}

{{/* Whose X-Forwarded-* count: {list: […]}, empty for `none`. */}}
{{- define "lgm.trustedProxies" -}}
{{- $given := compact (splitList "," (nospace (toString (get .Values.config "TRUSTED_PROXIES" | default "")))) -}}
{{- toJson (dict "list" (ternary list $given (has "none" $given))) -}}
{{- end -}}
