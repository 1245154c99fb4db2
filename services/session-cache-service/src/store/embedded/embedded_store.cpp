#include "store/embedded/embedded_store.hpp"

#include "store/embedded/parts.hpp"

namespace lgm::session_cache {
namespace {

using namespace embedded;

class EmbeddedStore final : public Store {
 public:
  EmbeddedStore(const std::string& file, const base::Clock& clock, base::Random& random)
      : state_(file, clock, random), limits_(clock), presence_(clock) {}
  Sessions& sessions() override { return sessions_; }
  RevocationFeed& revocations() override { return feed_; }
  UserInfoCache& user_info() override { return user_info_; }
  OneTimeValues& one_time() override { return one_time_; }
  Counters& counters() override { return counters_; }
  Limits& limits() override { return limits_; }
  EventStreams& events() override { return streams_; }
  Presence& presence() override { return presence_; }
  void end_everything() override {
    state_.run([this](std::int64_t now) {
      state_.lose(now);
      return true;
    });
  }
  StoreState state() override { return state_.health(); }
  std::int64_t feed_seq() override { return state_.seq(); }
  void on_feed_news(std::function<void()> notify) override { state_.on_news(std::move(notify)); }
  std::string report() const { return state_.load_report(); }

 private:
  State state_;
  EmbeddedSessions sessions_{state_};
  EmbeddedFeed feed_{state_};
  EmbeddedUserInfo user_info_{state_};
  EmbeddedOneTime one_time_{state_};
  EmbeddedCounters counters_{state_};
  EmbeddedStreams streams_{state_};
  EmbeddedLimits limits_;
  EmbeddedPresence presence_;
};

}  // namespace

OpenedStore open_embedded_store(const std::string& file, const base::Clock& clock, base::Random& random) {
  auto store = std::make_unique<EmbeddedStore>(file, clock, random);
  std::string report = store->report();
  return {std::move(store), std::move(report)};
}

}  // namespace lgm::session_cache
