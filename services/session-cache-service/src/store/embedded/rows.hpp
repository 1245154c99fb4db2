// Rows of the embedded store, written to its file as the JSON of their descriptions. Every version has
// written all of their members; one that is added later is not required, for older rows lack it.
#pragma once
#include "lgm/contracts/fields.hpp"

namespace lgm::session_cache::embedded {

struct SessionRow {
  std::string uid, subject, client_id, ip, user_agent;
  std::string current;  // hash of the current refresh token; empty: none
  std::int64_t generation = 0, created_ms = 0, last_used_ms = 0, rotated_ms = 0;
  std::int64_t idle_until_ms = 0, absolute_until_ms = 0;
  std::int64_t access_until_ms = 0;  // end of the last access token that may have been issued
  std::int64_t ended_ms = 0;         // 0: not ended
  std::optional<std::string> provider, provider_sub, provider_sid;
  // The generation of the latest token that names the session; a version before 0.5.0 leaves it as it is.
  std::optional<std::int64_t> named;
  std::optional<std::string> previous;  // hash of the previous token, if that one named the session
};
struct SealedRow {  // by sid; beside its session, which is written anew at every refresh
  std::string sealed;
};
struct SignedOutRow {  // by provider_key()
  std::int64_t at_ms = 0, until_ms = 0;
};
struct TokenRow {
  std::string sid;
  std::int64_t generation = 0;
};
struct EpochRow {
  std::string epoch;
  std::int64_t since_ms = 0, seq = 0;
  std::int64_t floor = 0;  // places before it are trimmed
};
struct EntryRow {
  std::string kind, id;
  std::int64_t not_before_ms = 0, until_ms = 0;
};
struct DoneRow {  // an event_id that was carried out
  std::int64_t seq = 0, until_ms = 0;
  std::vector<std::string> ended;
};
struct InfoRow {
  json::Value value;
  std::int64_t stored_ms = 0, until_ms = 0;
};
struct ValueRow {
  std::string value;
  std::int64_t until_ms = 0;
};
struct CounterRow {
  std::int64_t count = 0, until_ms = 0;
};
struct StreamRow {
  std::string id;
  json::Value data;
};
struct PlaceRow {  // of an event id in its stream
  std::int64_t number = 0;
};

}  // namespace lgm::session_cache::embedded

namespace lgm::describe {
template <>
struct Description<session_cache::embedded::SessionRow> {
  using T = session_cache::embedded::SessionRow;
  static constexpr std::string_view name = "SessionRow";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::uid>("uid"),
      contracts::fields::always<&T::subject>("subject"),
      contracts::fields::always<&T::client_id>("client_id"),
      contracts::fields::always<&T::ip>("ip"),
      contracts::fields::always<&T::user_agent>("user_agent"),
      contracts::fields::always<&T::current>("current"),
      contracts::fields::always<&T::generation>("generation"),
      contracts::fields::always<&T::created_ms>("created_ms"),
      contracts::fields::always<&T::last_used_ms>("last_used_ms"),
      contracts::fields::always<&T::rotated_ms>("rotated_ms"),
      contracts::fields::always<&T::idle_until_ms>("idle_until_ms"),
      contracts::fields::always<&T::absolute_until_ms>("absolute_until_ms"),
      contracts::fields::always<&T::access_until_ms>("access_until_ms"),
      contracts::fields::always<&T::ended_ms>("ended_ms"),
      field<&T::provider>("provider").absent_when_null(),
      field<&T::provider_sub>("provider_sub").absent_when_null(),
      field<&T::provider_sid>("provider_sid").absent_when_null(),
      field<&T::named>("named").absent_when_null(),
      field<&T::previous>("previous").absent_when_null(),
  });
};
template <>
struct Description<session_cache::embedded::SealedRow> {
  using T = session_cache::embedded::SealedRow;
  static constexpr std::string_view name = "SealedRow";
  static constexpr auto fields = std::to_array<Field>({contracts::fields::always<&T::sealed>("sealed")});
};
template <>
struct Description<session_cache::embedded::SignedOutRow> {
  using T = session_cache::embedded::SignedOutRow;
  static constexpr std::string_view name = "SignedOutRow";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::at_ms>("at_ms"), contracts::fields::always<&T::until_ms>("until_ms")});
};
template <>
struct Description<session_cache::embedded::TokenRow> {
  using T = session_cache::embedded::TokenRow;
  static constexpr std::string_view name = "TokenRow";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::sid>("sid"), contracts::fields::always<&T::generation>("generation")});
};
template <>
struct Description<session_cache::embedded::EpochRow> {
  using T = session_cache::embedded::EpochRow;
  static constexpr std::string_view name = "EpochRow";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::epoch>("epoch"), contracts::fields::always<&T::since_ms>("since_ms"),
       contracts::fields::always<&T::seq>("seq"), contracts::fields::always<&T::floor>("floor")});
};
template <>
struct Description<session_cache::embedded::EntryRow> {
  using T = session_cache::embedded::EntryRow;
  static constexpr std::string_view name = "EntryRow";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::kind>("kind"), contracts::fields::always<&T::id>("id"),
       contracts::fields::always<&T::not_before_ms>("not_before_ms"),
       contracts::fields::always<&T::until_ms>("until_ms")});
};
template <>
struct Description<session_cache::embedded::DoneRow> {
  using T = session_cache::embedded::DoneRow;
  static constexpr std::string_view name = "DoneRow";
  static constexpr auto fields = std::to_array<Field>({contracts::fields::always<&T::seq>("seq"),
                                                       contracts::fields::always<&T::until_ms>("until_ms"),
                                                       contracts::fields::always<&T::ended>("ended")});
};
template <>
struct Description<session_cache::embedded::InfoRow> {
  using T = session_cache::embedded::InfoRow;
  static constexpr std::string_view name = "InfoRow";
  static constexpr auto fields = std::to_array<Field>({contracts::fields::always<&T::value>("value"),
                                                       contracts::fields::always<&T::stored_ms>("stored_ms"),
                                                       contracts::fields::always<&T::until_ms>("until_ms")});
};
template <>
struct Description<session_cache::embedded::ValueRow> {
  using T = session_cache::embedded::ValueRow;
  static constexpr std::string_view name = "ValueRow";
  static constexpr auto fields =
      std::to_array<Field>({contracts::fields::always<&T::value>("value").multi_line(),
                            contracts::fields::always<&T::until_ms>("until_ms")});
};
template <>
struct Description<session_cache::embedded::CounterRow> {
  using T = session_cache::embedded::CounterRow;
  static constexpr std::string_view name = "CounterRow";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::count>("count"), contracts::fields::always<&T::until_ms>("until_ms")});
};
template <>
struct Description<session_cache::embedded::StreamRow> {
  using T = session_cache::embedded::StreamRow;
  static constexpr std::string_view name = "StreamRow";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::id>("id"), contracts::fields::always<&T::data>("data")});
};
template <>
struct Description<session_cache::embedded::PlaceRow> {
  using T = session_cache::embedded::PlaceRow;
  static constexpr std::string_view name = "PlaceRow";
  static constexpr auto fields = std::to_array<Field>({contracts::fields::always<&T::number>("number")});
};
}  // namespace lgm::describe
