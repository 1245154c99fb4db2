{{/* The public paths, from files/routes.json: {routes: [{path, exact, service, port}]}. A path covers itself and what is
     below it. */}}
{{- define "lgm.publicRoutes" -}}
{{- $table := .Files.Get "files/routes.json" | fromJson -}}
{{- $services := (include "lgm.wiring" . | fromJson).services -}}
{{- $routes := list -}}
{{- range $base := $table.bases -}}
{{- range $table.api -}}
{{- $path := trimSuffix "/" (print $base .path) -}}
{{- $routes = append $routes (dict "path" $path "exact" false "service" .service "port" (index $services .service).public) -}}
{{- end -}}
{{- end -}}
{{- range concat (list $table.console.path) $table.older_consoles -}}
{{- $routes = append $routes (dict "path" (trimSuffix "/" .) "exact" false "service" "frontend-svc" "port" 80) -}}
{{- end -}}
{{- $routes = append $routes (dict "path" "/" "exact" true "service" "frontend-svc" "port" 80) -}}
{{- toJson (dict "routes" $routes) -}}
{{- end -}}
