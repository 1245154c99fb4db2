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
  route.errors = {{404, "not_found", "there is no such scenario"},
                  {409, "scenario_inactive", "the scenario is inactive"},
                  {503, "no_policy", "no policy was loaded yet and FAIL_MODE is closed"},
                  large_texts_case()};
  return route;
}

// API keys come beside the console token here: then their scopes say whether switches and labels count.
service::Route check_route(const Checks& checks, LargeTexts& large) {
  auto route = post("/guard/check", "check", "Decide a text", service::decided_by_row("playground"));
  route.max_body = kCheckBody;
  route.takes<CheckBody>(describe::Purpose::Create).gives_json(answer_schema(Members::Today));
  route.does([&checks, &large](service::Context& context) {
    const auto turn = large.enter(context.request().body.size());
    const auto body = context.body<CheckBody>();
    context.require_in("playground", body.value.app_id);
    return json_answer(
        to_json(checks.decide(check_of(body.value, true, context.request_id)), Members::Today));
  });
  return route;
}

service::Route batch_route(const Checks& checks, LargeTexts& large) {
  auto route = post("/guard/check/batch", "check_batch", "Decide several texts by one policy",
                    service::decided_by_row("playground"));
  route.max_body = kShortBody;
  route.takes<BatchBody>(describe::Purpose::Create).gives_json(batch_schema());
  route.does([&checks, &large](service::Context& context) {
    const auto turn = large.enter(context.request().body.size());
    const auto body = context.body<BatchBody>();
    if (body.value.items.empty())
      throw service::invalid({"/items", "too_short", "must hold at least one text", 1, 0});
    for (const auto& item : body.value.items) context.require_in("playground", item.app_id);
    const auto policy = checks.policy();
    std::string out = "{\"results\":[";
    for (const auto& item : body.value.items) {
      if (&item != &body.value.items.front()) out += ',';
      out += to_json(checks.decide(check_of(item, true, context.request_id), policy), Members::Today);
    }
    return json_answer(out + "]}");
  });
  return route;
}

// The Ingress routes {prefix}/guard/* alone to this listener, so that an absolute path is reached in the
// cluster only: a Service of the older name and port points at it.
service::Route legacy_route(const Checks& checks, LargeTexts& large) {
  auto route = post(std::string(kOlderPath), "legacy_check",
                    "Decide a text, as older callers ask (in the cluster only; a missing switch is false)",
                    service::open_to_all());
  route.absolute = true;
  route.rate_limited = false;
  route.max_body = kShortBody;
  route.takes<LegacyBody>(describe::Purpose::Create).gives_json(answer_schema(Members::Older));
  route.does([&checks, &large](service::Context& context) {
    const auto turn = large.enter(context.request().body.size());
    const auto body = context.body<LegacyBody>();
    return json_answer(to_json(checks.decide(check_of(body.value, context.request_id)), Members::Older));
  });
  return route;
}

}  // namespace

void add_public_routes(service::RouteTable& routes, const Checks& checks, LargeTexts& large, bool legacy) {
  routes.add(check_route(checks, large));
  routes.add(batch_route(checks, large));
  if (legacy) routes.add(legacy_route(checks, large));
}

void add_internal_routes(service::RouteTable& routes, const Checks& checks, LargeTexts& large) {
  auto route = service::route_of(contracts::kTry);
  route.errors.push_back(large_texts_case());
  route.answer = nullptr;  // the whole decision: the operation says what admin-service reads of it
  route.gives_json(answer_schema(Members::Older));
  route.does([&checks, &large](service::Context& context) {
    const auto turn = large.enter(context.request().body.size());
    const auto body = context.body<contracts::Try>();
    return json_answer(
        to_json(checks.decide(check_of(body.value.request, false, context.request_id)), Members::Older));
  });
  routes.add(std::move(route));
}

}  // namespace lgm::guard_service
