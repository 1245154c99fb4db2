#include "global_keywords/global_keywords.hpp"

#include "keyword_search/keyword_search.hpp"

namespace lgm::admin::global_keywords {
namespace {

describe::ExtraColumns extra_of(const std::string& form) {
  return {{"identity_key", policy_rows::identity_key({form})}, {"search_form", form}};
}

}  // namespace

policy_rows::Listing<GlobalKeyword> list(sql::Session& session, const KeywordForms& forms,
                                         const GlobalKeywordQuery& query, const service::Page& page) {
  policy_rows::Filter filter;
  if (query.q) keyword_search::narrow(filter, keyword_search::kGlobal, forms.identity(*query.q));
  if (query.tag) policy_rows::match_exactly(filter, "tag_code", *query.tag);
  if (query.risk_level) filter.add("`risk_level` = ?", {*query.risk_level});
  if (query.is_active) filter.add("`is_active` = ?", {std::int64_t{*query.is_active}});
  return policy_rows::list<GlobalKeyword>(session, filter, "`id`", page);
}

GlobalKeyword create(Work& work, const KeywordForms& forms, GlobalKeyword row) {
  work.lock_policy();
  row.keyword = stored_keyword(forms, row.keyword, "/keyword");
  policy_rows::require_tag(work.session(), row.tag_code);
  const std::string form = forms.identity(row.keyword);
  row = policy_rows::create(work, std::move(row), extra_of(form));
  keyword_search::index(work.session(), keyword_search::kGlobal, row.id, form);
  return row;
}

GlobalKeyword change(Work& work, const KeywordForms& forms, const std::string& id,
                     const describe::Draft<GlobalKeyword>& draft, std::optional<std::int64_t> expected) {
  work.lock_policy();
  const auto before = policy_rows::get<GlobalKeyword>(work.session(), id);
  policy_rows::check_version(before, expected);
  GlobalKeyword after = policy_rows::merged(before, draft);
  if (after.tag_code != before.tag_code) policy_rows::require_tag(work.session(), after.tag_code);
  if (after.keyword == before.keyword) return policy_rows::change(work, before, std::move(after));
  after.keyword = stored_keyword(forms, after.keyword, "/keyword");
  const std::string form = forms.identity(after.keyword);
  after = policy_rows::change(work, before, std::move(after), extra_of(form));
  if (after.version == before.version) return after;
  keyword_search::index(work.session(), keyword_search::kGlobal, id, form);
  return after;
}

GlobalKeyword remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_policy();
  auto row = policy_rows::remove<GlobalKeyword>(work, id, expected);
  keyword_search::unindex(work.session(), keyword_search::kGlobal, id);
  return row;
}

}  // namespace lgm::admin::global_keywords
