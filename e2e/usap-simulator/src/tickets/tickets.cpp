#include "tickets/tickets.hpp"

#include <algorithm>

namespace lgm::usap_simulator {
namespace {

// A ticket is remembered for a while after its end, so that "used" and "expired" can be told from "invalid".
constexpr std::chrono::seconds kRemembered{3'600};
constexpr std::chrono::seconds kSweepEach{60};

}  // namespace

std::string Tickets::sign_in(const std::string& user_id) {
  const std::lock_guard lock(mutex_);
  sweep();
  const std::string session = "SES_" + random_.token();
  sessions_[session] = {user_id, clock_.steady() + kSessionLife};
  return session;
}

std::optional<std::string> Tickets::user_of(const std::string& session) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(session);
  if (found == sessions_.end() || found->second.until <= clock_.steady()) return std::nullopt;
  return found->second.user_id;
}

std::string Tickets::issue(const std::string& user_id, const std::string& target_system) {
  const std::lock_guard lock(mutex_);
  sweep();
  const std::string ticket = "TK_" + random_.token();
  tickets_[ticket] = {user_id, target_system, clock_.steady() + kTicketLife, false};
  return ticket;
}

Tickets::Redeemed Tickets::redeem(const std::string& ticket, const std::string& client_id) {
  const std::lock_guard lock(mutex_);
  const auto found = tickets_.find(ticket);
  if (found == tickets_.end()) return {};
  Ticket& kept = found->second;
  if (kept.target_system != client_id) return {Fault::OtherTarget, "", kept.target_system};
  if (kept.used) return {Fault::Used, "", kept.target_system};
  if (kept.until <= clock_.steady()) return {Fault::Expired, "", kept.target_system};
  kept.used = true;
  return {Fault::None, kept.user_id, kept.target_system};
}

void Tickets::expire_all() {
  const std::lock_guard lock(mutex_);
  for (auto& [ticket, kept] : tickets_) kept.until = std::min(kept.until, clock_.steady());
}

void Tickets::sweep() {
  const auto now = clock_.steady();
  if (now - swept_ < kSweepEach) return;
  swept_ = now;
  std::erase_if(tickets_, [now](const auto& item) { return item.second.until + kRemembered < now; });
  std::erase_if(sessions_, [now](const auto& item) { return item.second.until < now; });
}

}  // namespace lgm::usap_simulator
