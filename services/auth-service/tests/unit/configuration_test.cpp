#include "configuration/configuration.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "providers/providers.hpp"

using namespace lgm;
using namespace lgm::auth_service;

namespace {

// P-256 and P-384 keys of this test alone.
constexpr char kP256[] = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgk884NBHIjLTMa+TJ
ckk4rca2sB0FOkudIiaGJYjYKEuhRANCAAREPejY2vgEoEVQcWc1EABBi0etRtAh
E2ZOIMG4noWl9qQrHDcYnjt8NPPITCUacBtjwe0YDmXXGcIRsKUMO3rU
-----END PRIVATE KEY-----
)";
constexpr char kP384[] = R"(-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCFWipusSKQN0TeU3St
WRsg2zNkitN6WvWyOGkt+APGM+H0Jt5AaF6i0pvbhP21lA2hZANiAAT+TK7ZDyLM
bJeB7YLFCCW2Fd1jYYjofBszxes2i1l0ZWsD7tfyuVG7j/ps1DekFgYtpPjVeBGK
iSD1ELiT8U+rk3vSrawqswnBYz27mqrzDDWxYhQesxoj5ZN3wsQfy/Q=
-----END PRIVATE KEY-----
)";

struct KeyFiles {
  std::filesystem::path folder;
  KeyFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "lgm-auth-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
    std::ofstream(folder / "good.pem") << kP256;
    std::ofstream(folder / "p384.pem") << kP384;
  }
  ~KeyFiles() { std::filesystem::remove_all(folder); }
  std::string path(const char* name) const { return (folder / name).string(); }

  service::CommonConfig common;
  Configuration own;
  void make_good() {
    common.admin_service_url = "http://admin:9102";
    common.session_cache_service_url = "http://cache:9103";
    common.token_to_admin = common.token_to_session_cache = std::string(32, 't');
    own.secret_key = std::string(32, 's');
    own.signing_key_files = path("good.pem");
    own.public_origin = "https://console.example";
    own.usap_base_url = "https://usap.example";
    own.usap_client_secret = "secret";
  }
  // The names of the variables at fault.
  std::vector<std::string> faults() const {
    std::vector<std::string> names;
    for (const auto& fault : check(common, own)) names.push_back(fault.pointer);
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(KeyFiles, "a whole configuration has no fault, and its first key signs") {
  make_good();
  CHECK(faults().empty());
  std::vector<describe::Fault> found;
  own.signing_key_files = path("good.pem") + ", " + path("good.pem");
  CHECK(load_keys(common, own, found).keys.size() == 1);
  CHECK(found.empty());
}

TEST_CASE_FIXTURE(KeyFiles, "every fault is reported at once, and none shows a secret") {
  own.secret_key = "short-secret";
  own.public_origin = "http://console.example";
  own.signing_key_files = path("missing.pem") + "," + path("p384.pem");
  own.usap_base_url = "usap.example";
  own.session_max_days = 3;
  own.local_session_hours = 2;
  own.usap_target_systems = " , ";
  const Names names = faults();
  for (const char* expected :
       {"SECRET_KEY", "PUBLIC_ORIGIN", "USAP_BASE_URL", "USAP_CLIENT_SECRET", "SESSION_MAX_DAYS",
        "LOCAL_SESSION_MAX_HOURS", "USAP_TARGET_SYSTEMS", "ADMIN_SERVICE_URL", "SESSION_CACHE_SERVICE_URL",
        "INTERNAL_TOKEN_TO_ADMIN", "INTERNAL_TOKEN_TO_SESSION_CACHE"})
    CHECK_MESSAGE(std::count(names.begin(), names.end(), expected) == 1, std::string(expected));
  CHECK(std::count(names.begin(), names.end(), "JWT_SIGNING_KEY_FILE") == 2);
  for (const auto& fault : check(common, own)) CHECK(fault.detail.find("short-secret") == std::string::npos);
}

TEST_CASE_FIXTURE(KeyFiles, "HS256 needs its own key; nobody could sign in without USAP and passwords") {
  make_good();
  common.jwt_algorithm = "HS256";
  CHECK(faults() == Names{"JWT_HS256_KEY"});
  common.jwt_hs256_key = std::string(32, 'k');
  CHECK(faults().empty());
  own.usap_base_url = "";
  CHECK(faults() == Names{"USAP_BASE_URL"});
  // Another provider will do, as the list says.
  CHECK(check(common, own, {{[](const Configuration&) { return true; }, {}, {}}}).empty());
  CHECK(check(common, own, {{[](const Configuration&) { return false; }, {}, {}}}).size() == 1);
  own.local_login_enabled = true;
  CHECK(faults().empty());
  common.jwt_algorithm = "ES256";
  own.signing_key_files = "";
  CHECK(faults() == Names{"JWT_SIGNING_KEY_FILE"});
}

TEST_CASE_FIXTURE(KeyFiles, "a secret of two lines is checked line by line, by name and number") {
  make_good();
  const auto said = [&] {
    std::vector<std::string> texts;
    for (const auto& fault : check(common, own)) texts.push_back(fault.pointer + " " + fault.detail);
    return texts;
  };
  const std::string good(32, 'g'), other(32, 'o'), bad(31, 'b');
  own.secret_key = good + "\n" + other;
  CHECK(said().empty());
  own.secret_key = good + "\n" + bad;
  CHECK(said() == Names{"SECRET_KEY line 2 must have at least 32 bytes"});
  own.secret_key = bad + "\r\n" + good;
  CHECK(said() == Names{"SECRET_KEY line 1 must have at least 32 bytes"});
  own.secret_key = good + "\n" + other + "\n" + good;
  CHECK(said() == Names{"SECRET_KEY must have one line or two: the first makes, both open"});
  own.secret_key = good;
  common.jwt_algorithm = "HS256";
  common.jwt_hs256_key = good + "\n" + bad;
  CHECK(said() == Names{"JWT_HS256_KEY line 2 must have at least 32 bytes"});
  common.jwt_hs256_key = good + "\n" + other;
  std::vector<describe::Fault> found;
  const KeyList keys = load_keys(common, own, found);
  REQUIRE(keys.keys.size() == 2);
  CHECK(keys.keys[0]->kid() == auth::SigningKey::hs256(good)->kid());
}
