#include "user_directory/user_directory.hpp"

#include <algorithm>

#include "lgm/service/problem.hpp"
#include "lgm/trace/request_notes.hpp"

namespace lgm::auth_service {
namespace {

using json::Object;
using json::Value;
using Outcome = PersonAnswer::Outcome;

// With something to fall back on, nobody waits for the directory's retries.
constexpr std::chrono::milliseconds kPatience{5'000}, kImpatience{1'500};

Value to_json(const DirectoryEntry& entry) {
  Value value(Object{{"user_id", entry.person.user_id},
                     {"user_name", entry.person.names.user_name},
                     {"active", entry.person.is_active},
                     {"whole", entry.whole},
                     {"fetched_ms", entry.fetched_ms},
                     {"checked_ms", entry.checked_ms}});
  const Names& names = entry.person.names;
  if (names.email) value.set("email", *names.email);
  if (names.department) value.set("department", *names.department);
  if (names.phone) value.set("phone", *names.phone);
  return value;
}

// An entry of another shape (of another version, say) counts as none.
std::optional<DirectoryEntry> from_json(const UserInfoEntry& stored) {
  const Value& value = stored.value;
  const auto name = value.text_at("user_name");
  const auto active = value.flag_at("active"), whole = value.flag_at("whole");
  const auto fetched = value.integer_at("fetched_ms"), checked = value.integer_at("checked_ms");
  if (value.text_at("user_id") != stored.user_id || !name || !active || !whole || !fetched || !checked)
    return std::nullopt;
  return DirectoryEntry{{stored.user_id,
                         {*name, value.text_at("email"), value.text_at("department"), value.text_at("phone")},
                         *active},
                        *fetched,
                        *checked,
                        *whole};
}

template <class Map>
auto* find_in(Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

UserDirectory::UserDirectory(const SessionCache& cache, const Directory& source, Lives lives,
                             const base::Clock& clock, service::Metrics& metrics)
    : cache_(cache),
      source_(source),
      lives_(lives),
      clock_(clock),
      lookups_(metrics, "lgm_user_info_lookups_total", "People looked up, by where the answer came from",
               {{"outcome",
                 {"cache", std::string(words().name), "stale", "not_found", "unavailable",
                  "cache_unavailable"}}}) {}

void UserDirectory::count(std::string_view outcome, std::size_t by) {
  if (by == 0) return;
  lookups_.of({outcome}).add(static_cast<double>(by));
}

bool UserDirectory::within(std::int64_t since_ms, std::chrono::seconds life) const {
  return base::to_unix_ms(clock_.now()) - since_ms < std::chrono::milliseconds(life).count();
}

bool UserDirectory::fresh(const DirectoryEntry& entry) const {
  return within(entry.fetched_ms, lives_.info);
}

UserDirectory::Kept UserDirectory::kept(const std::vector<std::string>& user_ids) {
  Kept entries;
  if (user_ids.empty()) return entries;
  try {
    for (const UserInfoEntry& stored : cache_.user_info(user_ids))
      if (auto entry = from_json(stored)) entries.emplace(stored.user_id, std::move(*entry));
  } catch (const service::Refusal&) {
    count("cache_unavailable");
  }
  return entries;
}

void UserDirectory::keep(const std::vector<DirectoryEntry>& entries) {
  if (entries.empty()) return;
  std::vector<NewUserInfo> values;
  values.reserve(entries.size());
  for (const DirectoryEntry& entry : entries) values.push_back({entry.person.user_id, to_json(entry)});
  try {
    cache_.keep_user_info(std::move(values), std::max(lives_.info, lives_.grace).count());
  } catch (const service::Refusal&) {
    count("cache_unavailable");
  }
}

std::pair<UserDirectory::FlightRef, bool> UserDirectory::board(const std::string& user_id) {
  const std::lock_guard lock(mutex_);
  auto& flight = flights_[user_id];
  if (flight) return {flight, false};
  flight = std::make_shared<Flight>();
  return {flight, true};
}

void UserDirectory::land(const std::string& user_id, const FlightRef& flight, PersonAnswer answer) {
  {
    const std::lock_guard lock(mutex_);
    flight->answer = std::move(answer);
    flight->landed = true;
    flights_.erase(user_id);
  }
  landed_.notify_all();
}

PersonAnswer UserDirectory::wait_for(const FlightRef& flight) {
  const auto began = clock_.steady();
  std::unique_lock lock(mutex_);
  landed_.wait(lock, [&] { return flight->landed; });
  trace::note_call(words().name,
                   std::chrono::duration_cast<std::chrono::microseconds>(clock_.steady() - began));
  return flight->answer;
}

PersonAnswer UserDirectory::ask(const std::string& user_id, const DirectoryEntry* old) {
  const auto [flight, ours] = board(user_id);
  if (!ours) return wait_for(flight);
  PersonAnswer answer;
  try {
    answer = fetch(user_id, old);
  } catch (...) {
    land(user_id, flight, {});
    throw;
  }
  land(user_id, flight, answer);
  return answer;
}

PersonAnswer UserDirectory::fetch(const std::string& user_id, const DirectoryEntry* old) {
  PersonAnswer answer = source_.person(user_id, old ? kImpatience : kPatience);
  const std::int64_t now = base::to_unix_ms(clock_.now());
  if (answer.outcome == Outcome::Found) keep({{answer.person, now, now, true}});
  if (answer.outcome == Outcome::NotFound && old) forget(user_id);
  return answer;
}

void UserDirectory::forget(const std::string& user_id) {
  try {
    drop(user_id);
  } catch (const service::Refusal&) {
    count("cache_unavailable");
  }
}

void UserDirectory::fetch_chunk(const std::vector<std::string>& user_ids, const Kept& old,
                                std::map<std::string, PersonAnswer>& answers) {
  const bool hurry =
      std::all_of(user_ids.begin(), user_ids.end(), [&](const auto& id) { return old.contains(id); });
  const PeopleAnswer fetched = source_.people(user_ids, hurry ? kImpatience : kPatience);
  for (const std::string& id : user_ids) {
    answers[id].outcome = fetched.available ? Outcome::NotFound : Outcome::Unavailable;
    answers[id].why = fetched.why;
  }
  if (!fetched.available) return;
  std::vector<DirectoryEntry> entries;
  const std::int64_t now = base::to_unix_ms(clock_.now());
  for (const Person& person : fetched.people) {
    answers[person.user_id] = {Outcome::Found, person};
    DirectoryEntry entry{person, now, 0, false};
    // What batches leave out stays as it was.
    if (const DirectoryEntry* before = find_in(old, person.user_id)) {
      entry.checked_ms = before->checked_ms;
      entry.person.names.phone = before->person.names.phone;
      entry.person.is_active = before->person.is_active;
    }
    entries.push_back(std::move(entry));
  }
  keep(entries);
}

void UserDirectory::ask_many(const std::vector<std::string>& user_ids, const Kept& old,
                             std::map<std::string, PersonAnswer>& answers) {
  std::vector<std::string> ours;
  std::vector<std::pair<std::string, FlightRef>> own_flights, joined;
  for (const std::string& id : user_ids) {
    auto [flight, is_ours] = board(id);
    if (is_ours) ours.push_back(id);
    (is_ours ? own_flights : joined).emplace_back(id, std::move(flight));
  }
  std::exception_ptr failure;
  try {
    for (std::size_t i = 0; i < ours.size(); i += Directory::kMostAtOnce) {
      const auto from = ours.begin() + static_cast<std::ptrdiff_t>(i);
      const auto count_here = static_cast<std::ptrdiff_t>(std::min(Directory::kMostAtOnce, ours.size() - i));
      fetch_chunk({from, from + count_here}, old, answers);
    }
  } catch (...) {
    failure = std::current_exception();
  }
  for (const auto& [id, flight] : own_flights) land(id, flight, answers[id]);
  if (failure) std::rethrow_exception(failure);
  // Own flights have landed, so that two batches can wait for each other.
  for (const auto& [id, flight] : joined) answers[id] = wait_for(flight);
}

DirectoryAnswer UserDirectory::answer_of(const PersonAnswer& asked, const DirectoryEntry* old) {
  using Kind = DirectoryAnswer::Kind;
  if (asked.outcome == Outcome::Found) {
    count(words().name);
    return {Kind::Found, asked.person, false};
  }
  if (asked.outcome == Outcome::NotFound) {
    count("not_found");
    return {Kind::NotFound, {}, false};
  }
  count(old ? "stale" : "unavailable");
  return old ? DirectoryAnswer{Kind::Found, old->person, true}
             : DirectoryAnswer{Kind::Unavailable, {}, false, asked.why};
}

DirectoryAnswer UserDirectory::person(const std::string& user_id) {
  if (!may_know(user_id)) return {DirectoryAnswer::Kind::NotFound, {}, false};
  const Kept entries = kept({user_id});
  const DirectoryEntry* old = find_in(entries, user_id);
  if (old && old->whole && fresh(*old)) {
    count("cache");
    return {DirectoryAnswer::Kind::Found, old->person, false};
  }
  return answer_of(ask(user_id, old), old);
}

DirectoryAnswer UserDirectory::reload(const std::string& user_id) {
  if (!may_know(user_id)) return {DirectoryAnswer::Kind::NotFound, {}, false};
  const Kept entries = kept({user_id});
  const DirectoryEntry* old = find_in(entries, user_id);
  return answer_of(ask(user_id, old), old);
}

std::vector<DirectoryAnswer> UserDirectory::people(const std::vector<std::string>& user_ids) {
  std::vector<std::string> usable, misses;
  for (const std::string& id : user_ids)
    if (may_know(id)) usable.push_back(id);
  std::sort(usable.begin(), usable.end());
  usable.erase(std::unique(usable.begin(), usable.end()), usable.end());
  const Kept entries = kept(usable);
  for (const std::string& id : usable) {
    const DirectoryEntry* entry = find_in(entries, id);
    if (!entry || !fresh(*entry)) misses.push_back(id);
  }
  count("cache", usable.size() - misses.size());
  std::map<std::string, PersonAnswer> asked;
  ask_many(misses, entries, asked);
  std::vector<DirectoryAnswer> answers;
  for (const std::string& id : user_ids) {
    const DirectoryEntry* entry = find_in(entries, id);
    if (const PersonAnswer* answer = find_in(asked, id))
      answers.push_back(answer_of(*answer, entry));
    else if (entry)
      answers.push_back({DirectoryAnswer::Kind::Found, entry->person, false});
    else
      answers.push_back({DirectoryAnswer::Kind::NotFound, {}, false});
  }
  return answers;
}

std::int64_t UserDirectory::drop(const std::optional<std::string>& user_id) {
  if (!user_id) return cache_.drop_user_info(std::nullopt);
  return cache_.drop_user_info(std::vector<std::string>{*user_id});
}

Standing UserDirectory::standing(const std::string& user_id, service::Cause* why) {
  const Kept entries = kept({user_id});
  const DirectoryEntry* old = find_in(entries, user_id);
  if (old && old->person.is_active && within(old->checked_ms, lives_.status)) return Standing::Active;
  const PersonAnswer answer = ask(user_id, old);
  if (answer.outcome == Outcome::Found) return answer.person.is_active ? Standing::Active : Standing::Left;
  if (answer.outcome == Outcome::NotFound) return Standing::Left;
  if (!old || !within(old->checked_ms, lives_.grace)) {
    if (why) *why = answer.why;
    return Standing::Unknown;
  }
  return old->person.is_active ? Standing::Active : Standing::Left;
}

Standing UserDirectory::arrived(const Person& person) {
  const Kept entries = kept({person.user_id});
  const DirectoryEntry* old = find_in(entries, person.user_id);
  const std::int64_t now = base::to_unix_ms(clock_.now());
  if (old && old->person.is_active && within(old->checked_ms, lives_.status)) {
    keep({{person, now, old->checked_ms, true}});
    return Standing::Active;
  }
  const PersonAnswer answer = ask(person.user_id, old);
  if (answer.outcome == Outcome::NotFound) return Standing::Left;
  if (answer.outcome == Outcome::Found) return answer.person.is_active ? Standing::Active : Standing::Left;
  if (old && !old->person.is_active) return Standing::Left;
  // The next refresh asks again; the grace counts from now.
  keep({{person, now, now - std::chrono::milliseconds(lives_.status).count(), true}});
  return Standing::Active;
}

std::string UserDirectory::name_of(const std::string& user_id) {
  const Kept entries = kept({user_id});
  const DirectoryEntry* entry = find_in(entries, user_id);
  return entry ? entry->person.names.user_name : user_id;
}

}  // namespace lgm::auth_service
