// A way to show who calls that a service adds by itself, as applications will.
#pragma once
#include "lgm/service/authenticator.hpp"

namespace lgm::testing {

using namespace lgm::service;

// Applications by key: "key-notes" holds notes, "key-none" holds nothing.
class Keys final : public Authenticator {
 public:
  bool serves(const Route& route) const override {
    return route.access.kind != Access::Kind::Internal && route.name != "people_only";
  }
  std::optional<Principal> who(Credentials& shown) const override {
    const auto key = shown.request().headers.get("X-API-Key");
    const auto bearer = shown.bearer();
    if (!key && !(bearer && bearer->starts_with("key-"))) return std::nullopt;
    const std::string_view text = key ? *key : *bearer;
    if (text != "key-notes" && text != "key-none") throw unauthorized();
    return Principal{.kind = Principal::Kind::Application,
                     .id = id_,
                     .display = name_,
                     .rights = text == "key-notes" ? &rights_ : nullptr};
  }

 private:
  const std::string id_ = "app-1", name_ = "Chat bot";
  const Rights rights_ = [] {
    Rights held;
    held.username = "Chat bot";
    held.global.insert("notes");
    return held;
  }();
};

}  // namespace lgm::testing
