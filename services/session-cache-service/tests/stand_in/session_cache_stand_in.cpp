#include "session_cache_stand_in.hpp"

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "api/api.hpp"
#include "lgm/crypto/crypto.hpp"
#include "lgm/service/service.hpp"
#include "store/embedded/embedded_store.hpp"
#include "support/redis_server.hpp"

namespace lgm::testing {
namespace {

using namespace session_cache;

constexpr std::int64_t kEntryLifeMs = 1'000'000'000;
constexpr char kFeed[] = "/internal/v1/revocations", kSessions[] = "/internal/v1/sessions";

// The test's clock; a second behind it until the store is open.
class StoreClock final : public base::Clock {
 public:
  explicit StoreClock(const base::Clock& around) : around_(around) {}
  base::WallTime now() const override { return around_.now() - behind_; }
  base::SteadyTime steady() const override { return around_.steady(); }
  void catch_up() { behind_ = {}; }

 private:
  const base::Clock& around_;
  std::chrono::seconds behind_{1};
};

service::CommonConfig config_of(const std::string& caller, const std::string& token) {
  service::CommonConfig config;
  config.bind_address = "127.0.0.1";
  (caller == "auth" ? config.tokens_from_auth : config.tokens_from_admin) = token;
  return config;
}

http::ClientOptions options_of(std::uint16_t port, const std::string& token) {
  http::ClientOptions options;
  options.base_url = "http://127.0.0.1:" + std::to_string(port);
  options.name = "session-cache-service";
  options.bearer = token;
  return options;
}

// Nobody pulls the plug here: in memory, where there is such a place, no write waits for a disk.
std::filesystem::path place_of_the_file() {
  const std::filesystem::path memory = "/dev/shm";
  return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

bool is_poll(const http::Call& call) {
  return call.method == http::Method::Get && call.target.starts_with(std::string(kFeed) + "?");
}

// The same poll, which does not wait.
http::Call at_once(http::Call call) {
  const std::size_t wait = call.target.find("&wait=");
  if (wait != std::string::npos) call.target.replace(wait, call.target.find('&', wait + 1) - wait, "&wait=0");
  return call;
}

}  // namespace

class SessionCacheStandIn::Impl {
 public:
  Impl(const std::string& caller, const base::Clock& around)
      : clock(around),
        service_({"session-cache-service", "session_cache", "1"}, config_of(caller, token_),
                 {wall_, random_, log_, metrics_}) {
    clock.catch_up();
    add_all_routes(service_.internal_routes(), api_);
    store->on_feed_news([this] {
      const std::lock_guard lock(mutex);
      ++news_;
      changed.notify_all();
    });
    service_.start();
    client_ = std::make_unique<http::Client>(options_of(service_.internal_port(), token_), wall_);
  }
  ~Impl() {
    store->on_feed_news({});
    client_.reset();  // its idle connections are not waited for
    service_.stop();
  }

  http::CallResult forward(const http::Call& call) { return client_->call(call); }

  // Waits here and not in the service, so that the test says for how long.
  http::CallResult poll(const http::Call& call, std::unique_lock<std::mutex>& lock) {
    const std::size_t after = call.target.find("after=") + 6;
    heard_ = std::stoll(call.target.substr(after));
    const int pokes = pokes_;
    ++polls_;
    changed.notify_all();
    for (;;) {
      const int news = news_;
      lock.unlock();
      http::CallResult result = forward(at_once(call));
      lock.lock();
      const auto answer = json::parse_or_nothing(result.body);
      const bool told = !result.ok() || !answer || answer->integer_at("seq").value_or(0) > heard_;
      if (told || closed || pokes != pokes_) return result;
      changed.wait(lock, [&] { return closed || pokes != pokes_ || news != news_; });
    }
  }

  void await_follower(std::unique_lock<std::mutex>& lock) {
    const auto seen = [this] { return heard_ >= store->feed_seq(); };
    if (!changed.wait_for(lock, std::chrono::seconds(30), seen))
      throw std::runtime_error("the follower has not asked for what comes after the last entry");
  }

  void settle(std::unique_lock<std::mutex>& lock) {
    // The poll that waits now ends; the one after it begins only when its answer was taken in.
    changed.wait(lock, [this] { return polls_ > 0; });
    const int seen = polls_;
    ++pokes_;
    changed.notify_all();
    changed.wait(lock, [&] { return polls_ > seen; });
  }

  std::string file() const { return folder_.file("store"); }

  session_cache::testing::TemporaryFolder folder_{place_of_the_file()};
  StoreClock clock;
  base::SystemRandom random_;
  std::unique_ptr<Store> store = open_embedded_store(file(), clock, random_).store;
  mutable std::mutex mutex;
  std::condition_variable changed;
  Mood mood = Mood::Fine;
  bool closed = false;
  std::map<std::string, std::function<void()>> before_next;  // by target
  std::map<std::string, json::Value> asked;
  std::set<std::string> forgotten;

 private:
  const std::string token_ = std::string(32, 't');
  base::SystemClock wall_;
  service::Log log_{{"session-cache-service", service::Level::Error, ""}};
  service::Metrics metrics_;
  service::Service service_;
  Api api_{store.get(), wall_, log_, metrics_, nullptr};
  std::unique_ptr<http::Client> client_;
  int polls_ = 0, pokes_ = 0, news_ = 0;
  std::int64_t heard_ = 0;  // the newest entry that the poll under way knows
};

SessionCacheStandIn::SessionCacheStandIn(const std::string& caller, const base::Clock& clock)
    : impl_(std::make_unique<Impl>(caller, clock)) {}
SessionCacheStandIn::~SessionCacheStandIn() = default;

http::CallResult SessionCacheStandIn::call(const http::Call& call) {
  std::unique_lock lock(impl_->mutex);
  http::CallResult result;
  if (impl_->mood == Mood::Away) {
    result.error = http::CallError::Connect;
    return result;
  }
  if (impl_->mood == Mood::Nonsense) {
    result.status = 200;
    result.body = "<html></html>";
    return result;
  }
  if (is_poll(call)) return impl_->poll(call, lock);
  if (impl_->forgotten.contains(call.target)) {
    result.status = 404;
    return result;
  }
  if (!call.body.empty()) impl_->asked[call.target] = json::parse_or_nothing(call.body).value();
  std::function<void()> happens;
  if (const auto next = impl_->before_next.extract(call.target)) happens = next.mapped();
  lock.unlock();
  if (happens) happens();
  return impl_->forward(call);
}

void SessionCacheStandIn::set_mood(Mood mood) {
  const std::lock_guard lock(impl_->mutex);
  impl_->mood = mood;
}

void SessionCacheStandIn::forget_path(const std::string& target) {
  const std::lock_guard lock(impl_->mutex);
  impl_->forgotten.insert(target);
}

void SessionCacheStandIn::before_next_session(std::function<void()> happens) {
  const std::lock_guard lock(impl_->mutex);
  impl_->before_next[kSessions] = std::move(happens);
}

void SessionCacheStandIn::before_next_rotation(std::function<void()> happens) {
  const std::lock_guard lock(impl_->mutex);
  impl_->before_next[std::string(kSessions) + "/rotate"] = std::move(happens);
}

json::Value SessionCacheStandIn::last_asked(const std::string& target) const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->asked.at(target);
}

std::string SessionCacheStandIn::dump() const {
  std::ifstream file(impl_->file(), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool SessionCacheStandIn::knows_token(const std::string& token) const {
  return impl_->store->sessions().lookup(crypto::to_hex(crypto::sha256(token))).has_value();
}

std::vector<std::string> SessionCacheStandIn::live_sessions(const std::string& uid) const {
  std::vector<std::string> sids;
  for (const auto& session : impl_->store->sessions().of_user(uid)) sids.push_back(session.sid);
  return sids;
}

std::vector<json::Value> SessionCacheStandIn::events(const std::string& stream) const {
  std::vector<json::Value> list;
  for (auto& event : impl_->store->events().read(stream, 1'000)) list.push_back(std::move(event.data));
  return list;
}

void SessionCacheStandIn::revoke(const std::string& kind, const std::string& id) {
  const std::int64_t now = base::to_unix_ms(impl_->clock.now());
  impl_->store->revocations().append({impl_->random_.token(), kind, id, now, now + kEntryLifeMs});
}

void SessionCacheStandIn::report_replica(const std::string& service, const std::string& version) {
  impl_->store->presence().report({service, service + "-of-" + version, version, true, {}, {}});
}

void SessionCacheStandIn::await_follower() {
  std::unique_lock lock(impl_->mutex);
  if (impl_->mood == Mood::Fine && !impl_->closed) impl_->await_follower(lock);
}

void SessionCacheStandIn::settle() {
  std::unique_lock lock(impl_->mutex);
  impl_->settle(lock);
}

void SessionCacheStandIn::close(bool closed) {
  const std::lock_guard lock(impl_->mutex);
  impl_->closed = closed;
  impl_->changed.notify_all();
}

}  // namespace lgm::testing
