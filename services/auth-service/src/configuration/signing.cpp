#include "configuration/signing.hpp"

#include <fmt/core.h>

#include <cstdio>

#include "configuration/configuration.hpp"

template <>
struct lgm::describe::Description<lgm::auth_service::Signing> {
  using C = lgm::auth_service::Signing;
  static constexpr std::string_view name = "Signing";
  static constexpr std::string_view kAlgorithms[] = {"ES256", "HS256"};
  static constexpr auto fields = std::to_array<Field>({
      field<&C::algorithm>("JWT_ALGORITHM").one_of(kAlgorithms),
      field<&C::issuer>("JWT_ISSUER").length(1, 255),
      field<&C::hs256_key>("JWT_HS256_KEY").secret().multi_line().length(32, 4096),
      field<&C::key_files>("JWT_SIGNING_KEY_FILE"),
      field<&C::withdrawn_file>("JWT_WITHDRAWN_KEYS_FILE"),
  });
};

namespace lgm::auth_service {
namespace {

std::pair<service::CommonConfig, Configuration> configured(const Signing& signing) {
  service::CommonConfig common;
  common.jwt_algorithm = signing.algorithm;
  common.jwt_hs256_key = signing.hs256_key;
  Configuration own;
  own.signing_key_files = signing.key_files;
  own.withdrawn_keys_file = signing.withdrawn_file;
  return {std::move(common), std::move(own)};
}

}  // namespace

KeyPaths Signing::paths() const {
  const auto [common, own] = configured(*this);
  return key_paths(common, own);
}

Signing read_signing(std::vector<describe::Fault>& faults) {
  Signing signing;
  faults = service::load_config(describe::type_of<Signing>(), &signing, service::process_environment());
  return signing;
}

KeyList load_signing_keys(const Signing& signing, std::vector<describe::Fault>& faults) {
  const auto [common, own] = configured(signing);
  return load_keys(common, own, faults);
}

int tell_faults(const std::vector<describe::Fault>& faults) {
  for (const auto& fault : faults) fmt::print(stderr, "auth-service: {} {}\n", fault.pointer, fault.detail);
  return 2;
}

}  // namespace lgm::auth_service
