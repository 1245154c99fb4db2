#include "global_defaults/global_defaults.hpp"

namespace lgm::admin::global_defaults {
namespace {

describe::ExtraColumns settle(sql::Session& session, GlobalDefault& row) {
  policy_rows::fold_condition(row.extra_condition);
  if (!row.tag_code && !row.extra_condition)
    throw service::bad_request("nothing_named", "A global default needs a tag, a condition or both");
  if (row.tag_code) policy_rows::require_tag(session, *row.tag_code);
  return {{"identity_key", policy_rows::identity_key({row.tag_code, row.extra_condition})}};
}

}  // namespace

GlobalDefault create(Work& work, GlobalDefault row) {
  work.lock_policy();
  const auto extra = settle(work.session(), row);
  return policy_rows::create(work, std::move(row), extra);
}

GlobalDefault change(Work& work, const std::string& id, const describe::Draft<GlobalDefault>& draft,
                     std::optional<std::int64_t> expected) {
  work.lock_policy();
  const auto before = policy_rows::get<GlobalDefault>(work.session(), id);
  policy_rows::check_version(before, expected);
  GlobalDefault after = policy_rows::merged(before, draft);
  if (after.tag_code == before.tag_code && after.extra_condition == before.extra_condition)
    return policy_rows::change(work, before, std::move(after));
  const auto extra = settle(work.session(), after);
  return policy_rows::change(work, before, std::move(after), extra);
}

GlobalDefault remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_policy();
  return policy_rows::remove<GlobalDefault>(work, id, expected);
}

}  // namespace lgm::admin::global_defaults
