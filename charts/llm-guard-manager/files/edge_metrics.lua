-- What the console's nginx answers, counted for Prometheus: by upstream, by who answered, by status, and how long it took. The counts are
-- nginx's own memory, which its workers share: nothing is written, sent or lost. e2e/stack/nginx.py says where this is called from.
local edge = {}

local counts = ngx.shared.edge_metrics

-- Seconds, those of the services' histograms.
local BOUNDS = { 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 }

-- Name, kind, labels and help: docs/metrics.md is made from these lines.
local METRICS = {
  { "lgm_edge_requests_total", "counter", "upstream,answered_by,status", "Answers that left nginx: a service's own (answered_by=service), or nginx's (edge) where it refused, found no service, or served a file; 499: the client left before an answer" },
  { "lgm_edge_request_duration_seconds", "histogram", "upstream", "Time from a request's first byte to its answer's last; answers 429 are left out" },
  { "lgm_edge_connections", "gauge", "state", "Connections of clients, this scrape's among them: active in all, and of these reading, writing and waiting" },
}

local function requests(upstream, answered_by, status)
  return string.format('lgm_edge_requests_total{upstream="%s",answered_by="%s",status="%s"}', upstream, answered_by, status)
end

local function bucket_of(seconds)
  for place, bound in ipairs(BOUNDS) do
    if seconds <= bound then return place end
  end
  return #BOUNDS + 1
end

-- Before the first request: what rules look for stands at 0. `services` are those behind nginx.
function edge.begin(services)
  edge.upstreams = { "none", unpack(services) }
  for _, upstream in ipairs(edge.upstreams) do
    local usual = upstream == "none" and "edge" or "service"
    for _, status in ipairs({ "500", "503" }) do
      counts:add(requests(upstream, "edge", status), 0)
      counts:add(requests(upstream, usual, status), 0)
    end
    counts:add(requests(upstream, usual, "200"), 0)
  end
end

-- When an answer has left.
function edge.count()
  local said = ngx.var
  local upstream, status = said.upstream_name, said.status
  if upstream == "" then upstream = "none" end
  counts:incr(requests(upstream, said.answered_by, status), 1, 0)
  if status ~= "429" then
    local seconds = tonumber(said.request_time)
    counts:incr("in " .. bucket_of(seconds) .. " " .. upstream, 1, 0)
    counts:incr("seconds " .. upstream, seconds, 0)
  end
end

local function durations(lines, upstream)
  local name, sum = "lgm_edge_request_duration_seconds", 0
  for place = 1, #BOUNDS + 1 do
    sum = sum + (counts:get("in " .. place .. " " .. upstream) or 0)
    lines[#lines + 1] = string.format('%s_bucket{upstream="%s",le="%s"} %d', name, upstream, BOUNDS[place] or "+Inf", sum)
  end
  lines[#lines + 1] = string.format('%s_sum{upstream="%s"} %.3f', name, upstream, counts:get("seconds " .. upstream) or 0)
  lines[#lines + 1] = string.format('%s_count{upstream="%s"} %d', name, upstream, sum)
end

local samples = {
  lgm_edge_requests_total = function(lines)
    local names = {}
    for _, key in ipairs(counts:get_keys(0)) do
      if key:sub(1, 4) == "lgm_" then names[#names + 1] = key end
    end
    table.sort(names)
    for _, name in ipairs(names) do lines[#lines + 1] = string.format("%s %d", name, counts:get(name) or 0) end
  end,
  lgm_edge_request_duration_seconds = function(lines)
    for _, upstream in ipairs(edge.upstreams) do durations(lines, upstream) end
  end,
  lgm_edge_connections = function(lines)
    for _, state in ipairs({ "active", "reading", "writing", "waiting" }) do
      lines[#lines + 1] = string.format('lgm_edge_connections{state="%s"} %s', state, ngx.var["connections_" .. state])
    end
  end,
}

-- GET /metrics, in Prometheus' text format.
function edge.show()
  local lines = {}
  for _, metric in ipairs(METRICS) do
    local name, kind, _, help = unpack(metric)
    lines[#lines + 1] = "# HELP " .. name .. " " .. help
    lines[#lines + 1] = "# TYPE " .. name .. " " .. kind
    samples[name](lines)
  end
  ngx.header.content_type = "text/plain; version=0.0.4; charset=utf-8"
  ngx.say(table.concat(lines, "\n"))
end

return edge
