#include "checks/checks.hpp"
#include "lgm/service/operation_route.hpp"

namespace lgm::guard_service {
namespace {

http::Response json_answer(std::string body) {
  return http::Response::text(200, std::move(body), "application/json");
}

service::ErrorCase large_texts_case() {
  return {503, "large_texts_busy", "as many bodies above 256 KiB as may be are being decided"};
}

service::Route post(std::string path, std::string name, std::string summary, service::Access access) {
  service::Route route;
  route.method = http::Method::Post;
  route.path = std::move(path);
  route.name = std::move(name);
  route.summary = std::move(summary);
  route.group = "guard";
  route.access = std::move(access);
  route.takes_api_keys = true;
  route.errors = {{400, "two_credentials", "an API key and an Authorization field"},
                  {401, "invalid_api_key", "an API key that is not good"},
                  {403, "api_key_other_app", "the key is another application's"},
                  {403, "api_key_scope", "the key was made without the scope check"},
                  {404, "not_found", "there is no such scenario"},
                  {409, "scenario_inactive", "the scenario is inactive"},
                  {429, "quota_exceeded", "the key's quota of a minute or a day is spent"},
                  {503, "api_keys_unavailable", "no API keys were loaded yet"},
                  {503, "no_policy", "no policy was loaded yet and FAIL_MODE is closed"},
                  large_texts_case()};
  return route;
}

service::Route check_route(const CheckParts& parts) {
  auto route = post("/guard/check", "check", "Decide a text", service::decided_by_row("playground"));
  route.max_body = kCheckBody;
  route.takes<CheckBody>(describe::Purpose::Create).gives_json(answer_schema(Members::Today));
  route.does([parts](service::Context& context) {
    const auto turn = parts.large.enter(context.request().body.size());
    const auto body = context.body<CheckBody>();
    const Caller caller = parts.callers.permit(context, body.value.app_id);
    return parts.callers.counted(context, caller, 1, [&] {
      const Check check = check_of(body.value, true, context.request_id, caller.counts);
      return json_answer(to_json(parts.checks.decide(check), Members::Today));
    });
  });
  return route;
}

// Who calls for all of them: a person may in each app, a key in its own alone.
Caller permit_all(const CheckParts& parts, const service::Context& context, const BatchBody& body) {
  Caller caller;
  for (const auto& item : body.items) caller = parts.callers.permit(context, item.app_id);
  return caller;
}

http::Response decide_all(const CheckParts& parts, const BatchBody& body, const service::Context& context,
                          const Caller& caller) {
  const auto policy = parts.checks.policy();
  std::string out = "{\"results\":[";
  for (const auto& item : body.items) {
    if (&item != &body.items.front()) out += ',';
    const Check check = check_of(item, true, context.request_id, caller.counts);
    out += to_json(parts.checks.decide(check, policy), Members::Today);
  }
  return json_answer(out + "]}");
}

service::Route batch_route(const CheckParts& parts) {
  auto route = post("/guard/check/batch", "check_batch", "Decide several texts by one policy",
                    service::decided_by_row("playground"));
  route.max_body = kShortBody;
  route.takes<BatchBody>(describe::Purpose::Create).gives_json(batch_schema());
  route.does([parts](service::Context& context) {
    const auto turn = parts.large.enter(context.request().body.size());
    const auto body = context.body<BatchBody>();
    if (body.value.items.empty())
      throw service::invalid({"/items", "too_short", "must hold at least one text", 1, 0});
    const Caller caller = permit_all(parts, context, body.value);
    const auto texts = static_cast<std::int64_t>(body.value.items.size());
    return parts.callers.counted(context, caller, texts,
                                 [&] { return decide_all(parts, body.value, context, caller); });
  });
  return route;
}

http::Response decide_older(const CheckParts& parts, service::Context& context) {
  const auto turn = parts.large.enter(context.request().body.size());
  const LegacyBody body = context.body<LegacyBody>().value;
  const Caller caller = parts.callers.permit_older(context, body);
  return parts.callers.counted(context, caller, 1, [&] {
    const Answer answer = parts.checks.decide(check_of(body, context.request_id, caller.counts));
    if (!caller.key && !answer.without_policy) parts.callers.decided_for_nobody(body.app_id);
    return json_answer(to_json(answer, Members::Older));
  });
}

// The Ingress routes {prefix}/guard/* alone to this listener, so that an absolute path is reached in the
// cluster only: a Service of the older name and port points at it.
service::Route legacy_route(const CheckParts& parts) {
  auto route = post(std::string(kOlderPath), "legacy_check",
                    "Decide a text, as older callers ask (in the cluster only; a missing switch is false)",
                    service::open_to_all());
  route.absolute = true;
  route.rate_limited = false;
  route.spends = {service::kKeyFailures};
  route.max_body = kShortBody;
  route.takes<LegacyBody>(describe::Purpose::Create).gives_json(answer_schema(Members::Older));
  route.does([parts](service::Context& context) { return decide_older(parts, context); });
  return route;
}

}  // namespace

void add_public_routes(service::RouteTable& routes, const CheckParts& parts, bool legacy) {
  routes.add(check_route(parts));
  routes.add(batch_route(parts));
  if (legacy) routes.add(legacy_route(parts));
}

void add_internal_routes(service::RouteTable& routes, const CheckParts& parts) {
  auto route = service::route_of(contracts::kTry);
  route.errors.push_back(large_texts_case());
  route.answer = nullptr;  // the whole decision: the operation says what admin-service reads of it
  route.gives_json(answer_schema(Members::Older));
  route.does([parts](service::Context& context) {
    const auto turn = parts.large.enter(context.request().body.size());
    const auto body = context.body<contracts::Try>();
    const Check check = check_of(body.value.request, false, context.request_id);
    return json_answer(to_json(parts.checks.decide(check), Members::Older));
  });
  routes.add(std::move(route));
}

}  // namespace lgm::guard_service
