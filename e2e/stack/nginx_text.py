"""nginx's configuration as text with places for what differs; nginx.py fills them in."""

# Of a worker, clients' and services' ones together.
CONNECTIONS = 4096
# A connection may have a file open, too; what is left of it is for listeners and logs.
DESCRIPTORS = 2 * CONNECTIONS

LOCAL_PROCESS = """\
{user}
worker_processes 1;
pid {directory}/nginx.pid;
"""

# The Ingress speaks for its clients; whose word counts is a value of the chart.
BEHIND_PROXIES = """\
  {{- $proxies := (include "lgm.trustedProxies" . | fromJson).list }}
  {{- range $proxies }}
  set_real_ip_from {{ . }};
  {{- end }}
  real_ip_header X-Forwarded-For;
  real_ip_recursive on;
  geo $realip_remote_addr $by_proxy {
    default 0;
    {{- range $proxies }}
    {{ . }} 1;
    {{- end }}
  }
  map $by_proxy$http_x_forwarded_proto $outer_scheme { 1https https; default $scheme; }
"""

MAIN = """\
# Made by e2e/stack/nginx.py from the routing table; changes here are lost.
{modules}{process}daemon off;
error_log stderr warn;
# Containers may begin with a limit of 1024: about 500 proxied requests a worker.
worker_rlimit_nofile {descriptors};
events {{ worker_connections {connections}; }}
http {{
  include {mime_types};
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/html text/css text/plain application/javascript;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
  server_tokens off;
  sendfile on;
  merge_slashes off;
  absolute_redirect off;
  gzip_vary on;
  gzip_proxied any;
  gzip_min_length 1024;
  gzip_types text/css application/javascript application/json image/svg+xml;

{client}
  # Methods and paths as they were sent, without queries: tickets and codes stand there.
  map $request $requested_method {{ "~^(?<sent_method>[A-Za-z]+) " $sent_method; default ""; }}
  map $request_uri $requested_path {{ "~^(?<before_query>[^?]*)" $before_query; }}
  log_format line escape=json '{{"time":"$time_iso8601","request_id":"$passed_request_id","client":"$remote_addr",'
    '"method":"$requested_method","path":"$requested_path","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'
    '"upstream":"$upstream_addr","upstream_status":"$upstream_status","upstream_seconds":"$upstream_response_time",'
    '"upstream_name":"$upstream_name","answered_by":"$answered_by","trace_id":"$trace_id"}}';
  access_log off;

  # The client's own request id counts when it has the form that the services accept.
  map $http_x_request_id $passed_request_id {{ "~^[A-Za-z0-9._:-]{{1,128}}$" $http_x_request_id; default $request_id; }}
  # The service that the path leads to, whether or not it was asked: an internal redirect forgets $proxy_host.
  map $requested_path $routed_to {{
{routed_to}  }}
  map $proxy_host $upstream_name {{ "" $routed_to; default $proxy_host; }}
  # Of the last service that was asked; "-" where it sent no head of an answer.
  map $upstream_header_time $answered_by {{ "~[0-9]$" service; default edge; }}
  map $http_traceparent $trace_id {{ "~^00-(?!0+-)(?<sent_trace>[0-9a-f]{{32}})-[0-9a-f]{{16}}-[0-9a-f]{{2}}$" $sent_trace; default ""; }}
  # Browsers ignore it on plain http, and RFC 6797 forbids sending it there.
  map {scheme} $transport_security {{ https "max-age=31536000; includeSubDomains"; default ""; }}
  # An older console's path with its first segment changed; what follows stays as it was sent, query included.
  map $request_uri $newer_console {{
    "~^/[^/?]+/(?<rest>.*)$" {console_path}$rest;
    "~^/[^/?]+(?<query>\\?.*)?$" {console_path}$query;
  }}

  # What nginx answers itself has the headers and the problems of the services.
{unless_said}{problems}  map $status $retry_after {{ 503 1; default ""; }}
  map $requested_path $largest_body {{
{largest_bodies}  }}

  client_header_timeout 10s;
  client_body_timeout 30s;
  large_client_header_buffers 4 16k;
  keepalive_timeout 75s;

{proxy}{upstreams}{counting}
  server {{
    listen {listen};
    access_log {access_log} line;
{counted}{server}
{api}
{console}
{redirects}
    location / {{ {elsewhere} }}
{own_answers}  }}
{inside}{balanced}}}
"""

# Answers are counted in nginx itself, by the Lua that Debian has for it: docs/architecture.md says why.
MODULES = """\
load_module /usr/lib/nginx/modules/ndk_http_module.so;
load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;
"""

COUNTING = """\
  lua_package_path "{lua}/?.lua;;";
  lua_shared_dict edge_metrics 1m;
  init_by_lua_block {{ require("edge_metrics").begin({{ {services} }}) }}
"""

COUNTED = """\
    log_by_lua_block { require("edge_metrics").count() }
"""

# For Prometheus and the kubelet alone: what they ask is no traffic.
INSIDE = """\
  server {{
    listen {listen};
    access_log off;
{shown}    location = {console} {{ root {root}; try_files {console}index.html =404; }}
    location / {{ return 404; }}
  }}
"""

SHOWN = """\
    location = /metrics { content_by_lua_block { require("edge_metrics").show() } }
"""

PROXY = """\
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  proxy_set_header X-Request-ID $passed_request_id;
  proxy_set_header X-Real-IP $remote_addr;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Proto {scheme};
  proxy_set_header X-Forwarded-Host $http_host;
  proxy_set_header Forwarded "";
  proxy_connect_timeout 5s;
  proxy_max_temp_file_size 0;
  # Heads of answers: a cookie and an address of 2 KiB each stand in the one that sends a browser to a provider.
  proxy_buffer_size 8k;
  # Bodies are not kept here: a service refuses at the end of the head whom it would not serve, and counts the bytes of the others.
  proxy_request_buffering off;
  # Another replica is asked when one cannot be reached; a POST or PATCH that was sent is not sent again.
  proxy_next_upstream {second_try};
  proxy_hide_header Strict-Transport-Security;

"""

INTERNAL = """\
  server {{
    {listen}
    proxy_set_header X-Forwarded-For "";
    proxy_set_header X-Request-ID $http_x_request_id;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    client_max_body_size 50m;
    location / {{ proxy_pass http://internal_{port}; }}
  }}
"""
