// The library of sensitive words that counts in every scenario.
#pragma once
#include "keyword_forms/keyword_forms.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin {

inline constexpr auto kKeywordMembersNotYet = std::to_array<describe::NotYet>(
    {{"exemptions"}, {"match", R"("LITERAL")"}, {"options"}, {"replacement"}, {"expires_at"}});
inline constexpr std::string_view kRiskLevels[] = {"High", "Medium", "Low"};

struct GlobalKeyword {
  std::string id, keyword, tag_code, risk_level;
  bool is_active = true;
  std::optional<std::string> note;
  std::int64_t version = 0;
};

struct GlobalKeywordQuery {
  std::optional<std::string> q, tag, risk_level;
  std::optional<bool> is_active;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::GlobalKeyword> {
  using T = lgm::admin::GlobalKeyword;
  static constexpr std::string_view name = "GlobalKeyword", table = "lib_global_keywords",
                                    title = "Global keyword";
  static constexpr auto kind = lgm::contracts::policy::Kind::GlobalKeyword;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::keyword>("keyword")
          .length(1, lgm::admin::kLongestKeyword)
          .required()
          .doc("stored trimmed, NFC; unique in its normalised form"),
      field<&T::tag_code>("tag_code").length(1, 64).required().doc("a known tag"),
      field<&T::risk_level>("risk_level")
          .one_of(lgm::admin::kRiskLevels)
          .required()
          .doc("what happens where no rule applies: High BLOCK, Medium REVIEW, Low PASS"),
      field<&T::is_active>("is_active").doc("inactive words never match"),
      field<&T::note>("note").length(0, 500).multi_line().doc("for people"),
      field<&T::version>("version").read_only().doc("raised by each change; the ETag"),
  });
  static constexpr auto not_yet = lgm::admin::kKeywordMembersNotYet;
};

template <>
struct lgm::describe::Description<lgm::admin::GlobalKeywordQuery> {
  using T = lgm::admin::GlobalKeywordQuery;
  static constexpr std::string_view name = "GlobalKeywordQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::q>("q").length(0, 255).doc("part of the keyword, in any case and width"),
      field<&T::tag>("tag").length(0, 64).doc("tag_code"),
      field<&T::risk_level>("risk_level").one_of(lgm::admin::kRiskLevels).doc("exactly"),
      field<&T::is_active>("is_active").doc("active or inactive ones only"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::global_keywords {

policy_rows::Listing<GlobalKeyword> list(sql::Session& session, const KeywordForms& forms,
                                         const GlobalKeywordQuery& query, const service::Page& page);
// Throw Refusal: 400 duplicate, unknown_tag; 404; 412; 422 keyword_empty.
GlobalKeyword create(Work& work, const KeywordForms& forms, GlobalKeyword row);
GlobalKeyword change(Work& work, const KeywordForms& forms, const std::string& id,
                     const describe::Draft<GlobalKeyword>& draft, std::optional<std::int64_t> expected);
GlobalKeyword remove(Work& work, const std::string& id, std::optional<std::int64_t> expected);

void add_routes(service::RouteTable& routes, Store& store, const KeywordForms& forms);

}  // namespace lgm::admin::global_keywords
