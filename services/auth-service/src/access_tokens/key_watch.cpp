#include "access_tokens/key_watch.hpp"

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/revocations.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kDayMs = 24 * 3600 * 1000;
// The longest life that ACCESS_TOKEN_EXPIRE_HOURS can give a token, and the leeway of verifiers; a day more,
// as a withdrawal is told once a day.
constexpr std::int64_t kToldForMs = 168 * 3'600'000LL + 60'000 + kDayMs;

json::Array kids_of(const Keys& keys) {
  json::Array kids;
  for (const Key& key : keys) kids.emplace_back(key->kid());
  return kids;
}

std::string summary_of(const KeyList& list) {
  std::string text = std::to_string(list.oldest);
  for (const Key& key : list.keys) text += " " + key->kid();
  for (const std::string& kid : list.withdrawn) text += " -" + kid;
  return text;
}

}  // namespace

KeyWatch::KeyWatch(KeyPaths paths, Parts parts) : paths_(std::move(paths)), parts_(parts) {}

void KeyWatch::once() {
  look();
  note_signer();
  tell_withdrawn();
}

void KeyWatch::look() {
  std::vector<describe::Fault> faults;
  KeyList list = read_keys(paths_, faults);
  parts_.metrics
      .gauge(
          "lgm_signing_keys_unreadable",
          "1 while the files of the signing keys cannot be read, so that this replica goes on with what it "
          "read before")
      .set(faults.empty() ? 0 : 1);
  if (!faults.empty()) return unreadable(faults);
  if (!std::exchange(said_, {}).empty()) parts_.log.info("the signing keys can be read again");
  if (summary_of(list) != seen_) take(std::move(list));
}

void KeyWatch::unreadable(const std::vector<describe::Fault>& faults) {
  const std::string text = describe::said(faults.front());
  if (std::exchange(said_, text) == text) return;
  parts_.log.error("the signing keys cannot be read; this replica goes on with those that it has",
                   {{"variable", faults.front().pointer}, {"error", text}});
}

void KeyWatch::take(KeyList list) {
  const bool first = seen_.empty();
  seen_ = summary_of(list);
  set_gauges(list);
  parts_.ring.replace(std::move(list));
  static_cast<void>(parts_.verifier.refresh_keys());
  if (first) return;
  const Kids withdrawn = parts_.ring.withdrawn();
  parts_.log.info("the signing keys have changed",
                  {{"published", kids_of(parts_.ring.published())},
                   {"withdrawn", json::Array(withdrawn.begin(), withdrawn.end())}});
}

void KeyWatch::set_gauges(const KeyList& list) {
  std::size_t withdrawn = 0;
  for (const Key& key : list.keys) withdrawn += list.withdrawn.contains(key->kid());
  const auto gauge = [&](const char* state, std::size_t count) {
    parts_.metrics
        .gauge("lgm_signing_keys", "Keys in the files of the signing keys, by whether they are published",
               {{"state", state}})
        .set(static_cast<double>(count));
  };
  gauge("published", list.keys.size() - withdrawn);
  gauge("withdrawn", withdrawn);
}

void KeyWatch::note_signer() {
  const Key key = parts_.ring.signer();
  const std::string kid = key ? key->kid() : "";
  if (std::exchange(signer_, kid) == kid) return;
  if (kid.empty())
    parts_.log.error("no signing key is left: all are withdrawn, and nobody can sign in", {});
  else
    parts_.log.info("access tokens are signed by this key", {{"kid", kid}});
}

// Again in each epoch, which may have lost it, and on each day, so that it is there for as long as the list
// has it. All replicas say it by the same event, which the feed takes once.
void KeyWatch::tell_withdrawn() {
  const std::string epoch = parts_.feed.epoch();
  const std::int64_t now = base::to_unix_ms(parts_.clock.now());
  const std::string place = epoch + "-" + std::to_string(now / kDayMs);
  if (std::exchange(told_in_, place) != place) told_.clear();
  std::size_t untold = 0;
  for (const std::string& kid : parts_.ring.withdrawn())
    if (!told_.contains(kid) && (epoch.empty() || !tell(kid, now))) ++untold;
  parts_.metrics
      .gauge("lgm_signing_key_withdrawals_untold",
             "Withdrawn signing keys that session-cache-service has not been told of by this replica")
      .set(static_cast<double>(untold));
}

bool KeyWatch::tell(const std::string& kid, std::int64_t now_ms) {
  const contracts::NewRevocation entry{"signing-key-" + told_in_ + "-" + kid,
                                       std::string(describe::name_of(auth::RevocationKind::SigningKey)), kid,
                                       0, now_ms + kToldForMs};
  if (!calls::ask(parts_.session_cache, contracts::kRevoke, entry)) return false;
  told_.insert(kid);
  parts_.log.info("every service is told that a signing key is withdrawn", {{"kid", kid}});
  return true;
}

}  // namespace lgm::auth_service
