// The typed members of Context. Included by route.hpp.
#pragma once

#include "lgm/service/route.hpp"

namespace lgm::service {
namespace detail {

template <class T>
std::optional<std::int64_t> version_of(const T& value) {
  if constexpr (requires { value.version; })
    return value.version;
  else
    return std::nullopt;
}

}  // namespace detail

template <describe::Described T>
describe::Draft<T> Context::body() const {
  check_declared(route_->body, describe::type_of<T>(), "body");
  std::vector<describe::Fault> faults;
  describe::Draft<T> draft;
  if (route_->body_form == BodyForm::Form)
    draft.present = describe::decode_pairs(describe::type_of<T>(), form(), &draft.value, {}, faults);
  else
    draft = describe::decode<T>(parsed_body(), route_->purpose, faults);
  if (!faults.empty()) throw invalid(std::move(faults));
  return draft;
}

template <describe::Described T>
T Context::query() const {
  check_declared(route_->query, describe::type_of<T>(), "query");
  static constexpr std::string_view kPaging[] = {"skip", "limit"};
  std::vector<describe::Fault> faults;
  T value{};
  const auto besides =
      route_->pages ? std::span<const std::string_view>(kPaging) : std::span<const std::string_view>();
  const bool of_peer = route_->access.kind == Access::Kind::Internal;
  describe::decode_pairs(describe::type_of<T>(), request_.query, &value, besides, faults,
                         of_peer ? describe::Purpose::Peer : describe::Purpose::Plain);
  if (!faults.empty()) throw invalid(std::move(faults));
  return value;
}

template <describe::Described T>
http::Response Context::reply(const T& value) const {
  check_declared(route_->answer, describe::type_of<T>(), "answer");
  return row_response(describe::to_json(value), detail::version_of(value));
}

template <describe::Described T>
http::Response Context::reply(const std::vector<T>& rows, std::optional<std::int64_t> total) const {
  check_declared(route_->answer, describe::type_of<T>(), "answer");
  return list_response(describe::to_json(rows), rows.size(), total);
}

}  // namespace lgm::service
