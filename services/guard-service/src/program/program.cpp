#include "program/program.hpp"

#include "api_keys/telling.hpp"
#include "lgm/service/build_info.hpp"

namespace lgm::guard_service {
namespace {

// A snapshot of a million keywords is some 200 MB of lines.
constexpr std::size_t kLargestSnapshot = 1024UL * 1024 * 1024;
constexpr std::int64_t kNamedApps = 100;  // by a line of the log

std::shared_ptr<http::Client> client_of(const char* name, const std::string& url, const std::string& token,
                                        const base::Clock& clock, service::Metrics& metrics) {
  http::ClientOptions options;
  options.base_url = url.empty() ? "http://127.0.0.1:1" : url;
  options.name = name;
  options.bearer = token;
  options.max_body = kLargestSnapshot;
  options.retry_delays = {std::chrono::milliseconds(50), std::chrono::milliseconds(200)};
  options.breaker_failures =
      0;  // as between all our services: who follows must notice that the other is back
  return std::make_shared<http::Client>(options, clock, service::observe_calls(metrics, options.name));
}

// Which policy decides, and since when nobody has said that it is the current one.
std::string describe_policy(std::int64_t version, const PolicyFollower::State& state) {
  std::string text = "version " + std::to_string(version);
  if (state.from_file) text += " of the kept file";
  if (!state.age) return text + ", age unknown";
  return text + (state.from_file ? ", kept " : ", confirmed ") + std::to_string(state.age->count()) +
         " s ago";
}

}  // namespace

service::Identity identity() {
  return {"guard-service", "guard", service::build_version()};
}

service::CommonConfig default_common() {
  service::CommonConfig common;
  common.port = 9004;
  common.internal_port = 9104;
  return common;
}

Program::Program(const service::CommonConfig& common, const Configuration& configuration, service::Log& log,
                 const base::Clock& clock)
    : log_(log),
      auth_service_(client_of("auth-service", common.auth_service_url, "", clock, metrics_)),
      admin_service_(
          client_of("admin-service", common.admin_service_url, common.token_to_admin, clock, metrics_)),
      session_cache_(client_of("session-cache-service", common.session_cache_service_url,
                               common.token_to_session_cache, clock, metrics_)),
      rights_(admin_service_),
      verifier_(service::make_verifier(common, auth_service_, clock)),
      revocations_(
          session_cache_, clock, [this](const auth::Revocation& entry) { rights_.follow(entry); },
          [this] { rights_.drop_all(); }),
      policy_(admin_service_, {configuration.match_options(), configuration.policy_cache_file}, clock, log,
              metrics_),
      key_check_([this] { return policy_.keys(); }, [this] { return policy_.is_by_file(); },
                 revocations_.set(), clock, metrics_),
      by_key_(key_check_),
      quotas_(session_cache_, clock),
      key_uses_(telling(admin_service_), clock),
      callers_(key_check_, quotas_, key_uses_, configuration.require_key(), metrics_),
      checks_([this] { return policy_.policy(); }, configuration.fails_open(), clock, metrics_),
      large_texts_(LargeTexts::limits_of(static_cast<std::size_t>(common.worker_threads), kCheckBody),
                   metrics_),
      older_path_(configuration.legacy_route),
      required_(configuration.require_key()),
      service_(identity(), common,
               {clock,
                random_,
                log,
                metrics_,
                verifier_.get(),
                &revocations_,
                &rights_,
                session_cache_,
                {&by_key_}}) {
  const CheckParts parts{checks_, large_texts_, callers_};
  // On the older path alone: by a head a bad key costs next to nothing here.
  service_.add_limit(service::limit_of_key_failures());
  add_public_routes(service_.public_routes(), parts, older_path_);
  service_.public_routes().all_may_refuse(service::rights_unavailable_case(), service::asks_for_rights);
  add_internal_routes(service_.internal_routes(), parts);
  service_.answer_health_below("/guard");
  service_.publish_openapi_below("/guard");
  service_.ends_calls_of({auth_service_, admin_service_, session_cache_});
  service_.set_policy_version([this] {
    const auto policy = policy_.policy();
    return policy ? policy->version : 0;
  });
  add_health_checks();
  metrics_
      .gauge(
          "lgm_guard_older_path_open",
          "1: POST /api/input/instance/rule/run decides for whoever reaches the port, without a credential")
      .set(older_path_ && required_ != RequireKey::Always ? 1 : 0);
}

Program::~Program() {
  stop();
}

void Program::add_health_checks() {
  auto& health = service_.health();
  health.add("policy", true, [this] {
    const auto policy = policy_.policy();
    return service::CheckResult{policy != nullptr, policy ? describe_policy(policy->version, policy_.state())
                                                          : "nothing was loaded yet"};
  });
  health.add("revocations", true, [this] {
    const bool loaded = revocations_.freshness() != auth::FeedFreshness::NeverLoaded;
    return service::CheckResult{loaded, loaded ? "" : "the feed was never loaded"};
  });
  health.add("admin_service", false, [this] {
    const auto state = policy_.state();
    return service::CheckResult{state.current, state.detail};
  });
}

// By the policy that the start found; apps that come later are counted by their use.
void Program::tell_of_older_path() {
  if (!older_path_ || required_ == RequireKey::Always) return;
  json::Object told{{"path", kOlderPath},
                    {"closed_by", "GUARD_REQUIRE_API_KEY=true or LEGACY_GUARD_ROUTE=false"}};
  if (const auto policy = policy_.policy()) {
    json::Array open;
    std::int64_t count = 0;
    for (const auto& [app_id, scenario] : policy->scenarios)
      if (callers_.is_open(app_id) && ++count <= kNamedApps) open.emplace_back(app_id);
    told.emplace_back("apps", std::move(open));
    told.emplace_back("apps_total", count);
  } else {
    told.emplace_back("apps",
                      "cannot be named, for admin-service has given no policy yet and none was kept; whose "
                      "texts are decided so is counted by lgm_guard_checks_without_key_total");
  }
  log_.warning("the older path is open: whoever reaches the port has texts decided without a credential",
               told);
}

void Program::begin_following() {
  following_ = true;
  revocations_.start();
  policy_.start();
  quotas_.start();
  key_uses_.start();
  tell_of_older_path();
}

void Program::end_following() {
  if (!following_) return;
  following_ = false;
  key_uses_.stop();
  quotas_.stop();
  policy_.stop();
  revocations_.stop();
}

void Program::start() {
  begin_following();
  service_.start();
}

bool Program::stop() {
  const bool whole = service_.stop();
  end_following();
  return whole;
}

int Program::run() {
  begin_following();
  return service_.run([this] { end_following(); });
}

}  // namespace lgm::guard_service
