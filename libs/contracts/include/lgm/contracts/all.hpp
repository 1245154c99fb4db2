// Every operation between the services, for the document and the tests that are made of them.
#pragma once
#include "lgm/contracts/api_keys.hpp"
#include "lgm/contracts/audit.hpp"
#include "lgm/contracts/counters.hpp"
#include "lgm/contracts/events.hpp"
#include "lgm/contracts/guard.hpp"
#include "lgm/contracts/limits.hpp"
#include "lgm/contracts/one_time.hpp"
#include "lgm/contracts/policy.hpp"
#include "lgm/contracts/presence.hpp"
#include "lgm/contracts/revocations.hpp"
#include "lgm/contracts/sessions.hpp"
#include "lgm/contracts/user_info.hpp"
#include "lgm/contracts/users.hpp"

namespace lgm::contracts {

// Calls `visit` with each, in the order of the document.
template <class F>
void each_operation(F visit) {
  const auto all = [&](const auto&... operations) { (visit(operations), ...); };
  all(kBeginSession, kFindSession, kRotateSession, kReuseForgotten, kKeepSealed, kListSessions, kEndSessions);
  all(kRevoke, kFollowRevocations, kRevocationSnapshot);
  all(kGetUserInfo, kPutUserInfo, kDropUserInfo);
  all(kPutOnce, kTakeOnce);
  all(kAddToCounter, kGetCounters, kClearCounter);
  all(kLeaseTokens);
  all(kAppendEvents, kReadEvents, kRemoveEvents);
  all(kReportPresence, kListPresence);
  all(kSignInUser, kFindUser, kMapRoles, kVerifyPassword, kUserRights);
  all(kStoreAuditEvents);
  all(policy::kChanges);
  all(kReportKeyUses);
  all(kTry);
}

}  // namespace lgm::contracts
