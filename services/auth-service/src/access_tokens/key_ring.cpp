#include "access_tokens/key_ring.hpp"

#include <algorithm>
#include <stdexcept>

namespace lgm::auth_service {

KeyRing::KeyRing(KeyList list, std::chrono::seconds publish_first, Told told, const base::Clock& clock)
    : publish_first_(publish_first), told_(std::move(told)), clock_(clock), list_(std::move(list)) {
  if (list_.keys.empty()) throw std::invalid_argument("no signing key");
  note_new_keys();
}

void KeyRing::replace(KeyList list) {
  const std::lock_guard lock(mutex_);
  list.withdrawn.merge(list_.withdrawn);
  list_ = std::move(list);
  note_new_keys();
}

void KeyRing::note_new_keys() {
  std::map<std::string, base::SteadyTime> since;
  for (const Key& key : list_.keys) {
    const auto known = published_since_.find(key->kid());
    since[key->kid()] = known == published_since_.end() ? clock_.steady() : known->second;
  }
  published_since_ = std::move(since);
}

bool KeyRing::usable(const Key& key) const {
  return !list_.withdrawn.contains(key->kid()) && !(told_ && told_(key->kid()));
}

Key KeyRing::signer() const {
  const std::lock_guard lock(mutex_);
  const auto now = clock_.steady();
  for (const Key& key : list_.keys)
    if (usable(key) && now - published_since_.at(key->kid()) >= publish_first_) return key;
  const auto behind_oldest = list_.keys.begin() + static_cast<std::ptrdiff_t>(list_.oldest) + 1;
  const auto is_usable = [this](const Key& key) { return usable(key); };
  const auto older = std::find_if(std::make_reverse_iterator(behind_oldest), list_.keys.rend(), is_usable);
  if (older != list_.keys.rend()) return *older;
  const auto other = std::find_if(behind_oldest, list_.keys.end(), is_usable);
  return other == list_.keys.end() ? nullptr : *other;
}

Keys KeyRing::published() const {
  const std::lock_guard lock(mutex_);
  Keys keys;
  for (const Key& key : list_.keys)
    if (usable(key)) keys.push_back(key);
  return keys;
}

Kids KeyRing::withdrawn() const {
  const std::lock_guard lock(mutex_);
  return list_.withdrawn;
}

}  // namespace lgm::auth_service
