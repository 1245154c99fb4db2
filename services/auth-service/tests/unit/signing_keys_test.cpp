// The keys of access tokens: what their files may hold, which key signs when, and what a running replica
// makes of files that change.
#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "access_tokens/access_tokens.hpp"
#include "access_tokens/key_watch.hpp"
#include "lgm/json/value.hpp"
#include "lgm/service/problem.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using namespace std::chrono_literals;

namespace {

using Evp = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

std::string pem_of(const Evp& key, const char* passphrase = nullptr) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
  const int length = passphrase ? static_cast<int>(std::string_view(passphrase).size()) : 0;
  PEM_write_bio_PrivateKey(bio.get(), key.get(), passphrase ? EVP_aes_128_cbc() : nullptr,
                           reinterpret_cast<const unsigned char*>(passphrase), length, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}
std::string pem_on(const char* curve, const char* passphrase = nullptr) {
  return pem_of(Evp(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve), EVP_PKEY_free), passphrase);
}
std::string rsa_pem() {
  return pem_of(Evp(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}), EVP_PKEY_free));
}
std::string kid_of(const std::string& pem) {
  return auth::SigningKey::es256(pem)->kid();
}

// What session-cache-service is told.
struct Feed final : http::Caller {
  int status = 200;
  std::vector<json::Value> told;
  http::CallResult call(const http::Call& call) override {
    if (status == 200) told.push_back(json::parse_or_nothing(call.body).value());
    return {.status = status, .body = R"({"epoch":"7","seq":1})"};
  }
};

struct Folder {
  std::filesystem::path folder;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "lgm-keys-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
  }
  ~Folder() { std::filesystem::remove_all(folder); }
  std::string path(const std::string& name) const { return (folder / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::trunc) << text;
    return path(name);
  }
};

struct Files : Folder {
  std::vector<describe::Fault> faults;
  KeyList read(const std::string& files) {
    faults.clear();
    return read_keys_to_start(KeyPaths::of(files, ""), faults);
  }
  std::string fault_of(const std::string& text) {
    read(write("wrong.pem", text));
    if (faults.size() != 1) return std::to_string(faults.size()) + " faults";
    CHECK(faults.front().pointer == "JWT_SIGNING_KEY_FILE");
    return faults.front().detail.substr(0, faults.front().detail.find(folder.string()));
  }
};

struct Running : Folder {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  const std::string old_pem = pem_on("P-256"), new_pem = pem_on("P-256");
  const std::string old_kid = kid_of(old_pem), new_kid = kid_of(new_pem);
  const std::string file = write("keys.pem", old_pem), list = path("keys.pem.withdrawn"),
                    log_file = path("log");
  service::Log log{{"auth-service", service::Level::Info, log_file}};
  service::Metrics metrics;
  auth::RevocationSet feed;
  Feed session_cache;
  std::vector<describe::Fault> faults;
  std::shared_ptr<KeyRing> ring = std::make_shared<KeyRing>(
      read_keys_to_start(KeyPaths::of(file, ""), faults), 300s,
      [this](const std::string& kid) { return feed.signing_key_withdrawn(kid); }, clock);
  base::SystemRandom random;
  AccessTokens tokens{ring, "llm-guard-manager", 8h, clock, random};
  auth::TokenVerifier verifier{{}, tokens.key_source(), clock};
  KeyWatch watch{KeyPaths::of(file, ""), {*ring, verifier, feed, session_cache, clock, log, metrics}};

  Running() {
    feed.reset("7", 0, 0, {});
    watch.once();
  }
  std::string signs() const { return ring->signer() ? ring->signer()->kid() : "none"; }
  std::vector<std::string> published() const {
    std::vector<std::string> kids;
    for (const Key& key : ring->published()) kids.push_back(key->kid());
    return kids;
  }
  std::string token() const { return tokens.issue({"u", "alice", "ANNOTATOR", "api", "s"}).token; }
  bool good(const std::string& token) {
    const auto found = verifier.verify(token);
    return found.claims && !feed.refuses(*found.claims);
  }
  // Lines leave within a tenth of a second: waits for as many.
  bool logged(const std::string& text, int times) const {
    for (int i = 0; i < 200; ++i, std::this_thread::sleep_for(10ms))
      if (lines_with(text) >= times) break;
    return lines_with(text) == times;
  }
  int lines_with(const std::string& text) const {
    std::ifstream lines(log_file);
    int count = 0;
    for (std::string line; std::getline(lines, line);) count += line.find(text) != std::string::npos;
    return count;
  }
  bool metric(const std::string& line) { return metrics.scrape().find(line + "\n") != std::string::npos; }
};

using Kid = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(Files, "a file of signing keys holds several, with what else stands between them") {
  const std::string first = pem_on("P-256"), second = pem_on("P-256"), third = pem_on("P-256");
  const std::string one =
      write("one.pem", "# made today\n" + first +
                           "-----BEGIN PUBLIC KEY-----\nMFk=\n-----END PUBLIC KEY-----\n" + second + first);
  const KeyList list = read(one + ", " + write("two.pem", third));
  CHECK(faults.empty());
  REQUIRE(list.keys.size() == 3);
  CHECK(list.keys[0]->kid() == kid_of(first));
  CHECK(list.keys[1]->kid() == kid_of(second));
  CHECK(list.keys[2]->kid() == kid_of(third));
  CHECK(list.oldest == 1);
}

TEST_CASE_FIXTURE(Files,
                  "what is no key of P-256 in the clear starts nothing, wherever it stands in the file") {
  const std::string wrong =
      "names a file whose private key number 1 is not in PEM, without a passphrase, and on the curve P-256: ";
  const std::string none = "names a file that holds no PEM private key on the curve P-256: ";
  for (const char* curve : {"P-384", "P-521", "P-224", "secp256k1"}) CHECK(fault_of(pem_on(curve)) == wrong);
  CHECK(fault_of(rsa_pem()) == wrong);
  CHECK(fault_of(pem_on("P-256", "secret words")) == wrong);
  const std::string good = pem_on("P-256");
  CHECK(fault_of(good.substr(0, good.size() / 2)) == wrong);
  CHECK(fault_of("-----BEGIN PRIVATE KEY-----\nwords\n-----END PRIVATE KEY-----\n") == wrong);
  CHECK(fault_of("-----BEGIN PRIVATE KEY") == wrong);
  for (const char* words : {"", "correct horse battery staple", "-----BEGIN "})
    CHECK(fault_of(words) == none);
  CHECK(fault_of(good + pem_on("P-384")).find("private key number 2") != std::string::npos);
  read(path("missing.pem"));
  CHECK(faults.at(0).code.text() == "unreadable");
  read(folder.string());
  CHECK(faults.at(0).code.text() == "unreadable");
  read("");
  CHECK(faults.at(0).code.text() == "required");
}

TEST_CASE_FIXTURE(Files, "a list of withdrawn keys has ids and remarks; a start needs a key that is left") {
  const std::string pem = pem_on("P-256"), kid = kid_of(pem), file = write("k.pem", pem);
  write("k.pem.withdrawn", "# none yet\n\n" + std::string(43, 'A') + "  # another\r\n");
  CHECK(read(file).withdrawn == Kids{std::string(43, 'A')});
  CHECK(faults.empty());
  write("k.pem.withdrawn", std::string(43, 'A') + "\n" + kid);
  CHECK(read(file).withdrawn.contains(kid));
  CHECK(faults.at(0).detail.find("holds no key that may sign") != std::string::npos);
  for (const std::string& bad : {std::string("short"), std::string("two words"), std::string(43, '=')}) {
    write("k.pem.withdrawn", std::string(43, 'A') + "\n" + bad + "\n");
    read(file);
    CHECK(faults.at(0).pointer == "JWT_WITHDRAWN_KEYS_FILE");
    CHECK(faults.at(0).detail.find("line 2 is not the id of a key") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Running, "a replica signs by a new key once it has published it for five minutes") {
  const std::string before = token();
  write("keys.pem", new_pem + old_pem);
  watch.once();
  CHECK(published() == Kid{new_kid, old_kid});
  CHECK(signs() == old_kid);
  clock.advance(299s);
  watch.once();
  CHECK(signs() == old_kid);
  clock.advance(1s);
  watch.once();
  CHECK(signs() == new_kid);
  CHECK(logged("access tokens are signed by this key", 2));
  CHECK(good(token()));
  CHECK(good(before));
}

TEST_CASE_FIXTURE(Running, "a key that vanishes from the file verifies and signs no more") {
  write("keys.pem", new_pem + old_pem);
  watch.once();
  const std::string before = token();
  CHECK(good(before));
  write("keys.pem", new_pem);
  watch.once();
  CHECK_FALSE(good(before));
  CHECK(signs() == new_kid);  // there is no other, however new it is
  CHECK(session_cache.told.empty());
}

TEST_CASE("a replica that starts signs by the oldest key of the first file until the others are published") {
  const base::ManualClock clock(base::from_unix_ms(1'900'000'000'000));
  Keys keys;
  for (int i = 0; i < 3; ++i) keys.push_back(auth::SigningKey::es256(pem_on("P-256")));
  KeyList list(keys);
  const auto signs = [&](std::size_t oldest) {
    list.oldest = oldest;
    return KeyRing(list, 300s, {}, clock).signer();
  };
  CHECK(signs(0) == keys[0]);
  CHECK(signs(1) == keys[1]);
  list.withdrawn = {keys[1]->kid()};
  CHECK(signs(1) == keys[0]);
  list.withdrawn.insert(keys[0]->kid());
  CHECK(signs(1) == keys[2]);
  list.withdrawn.insert(keys[2]->kid());
  CHECK(signs(1) == nullptr);
}

TEST_CASE_FIXTURE(Running,
                  "files that cannot be read change nothing, and are said once and for as long as it lasts") {
  const std::string before = token();
  for (const std::string& text :
       {std::string(), std::string("words"), pem_on("P-384"), new_pem + "-----BEGIN PRIVATE KEY-----"}) {
    write("keys.pem", text);
    watch.once(), watch.once();
    CHECK(signs() == old_kid);
    CHECK(published() == Kid{old_kid});
    CHECK(metric("lgm_signing_keys_unreadable 1"));
  }
  CHECK(logged("the signing keys cannot be read", 3));  // twice in a row the same thing was wrong
  write("keys.pem", old_pem);
  write("keys.pem.withdrawn", "words");
  watch.once();
  CHECK(metric("lgm_signing_keys_unreadable 1"));
  std::filesystem::remove(list);
  watch.once();
  CHECK(metric("lgm_signing_keys_unreadable 0"));
  CHECK(logged("the signing keys can be read again", 1));
  CHECK(good(before));
}

TEST_CASE_FIXTURE(Running, "a withdrawn key signs and verifies no more, and every service is told once") {
  write("keys.pem", new_pem + old_pem);
  watch.once();
  const std::string before = token();
  write("keys.pem.withdrawn", old_kid + "\n");
  watch.once(), watch.once();
  CHECK(signs() == new_kid);
  CHECK(published() == Kid{new_kid});
  CHECK_FALSE(good(before));
  REQUIRE(session_cache.told.size() == 1);
  const json::Value& entry = session_cache.told.front();
  CHECK(entry.text_at("kind") == "signing_key");
  CHECK(entry.text_at("id") == old_kid);
  CHECK(entry.integer_at("not_before_ms") == 0);
  CHECK(*entry.integer_at("until_ms") - 1'900'000'000'000 >= 168 * 3'600'000LL + 60'000);
  CHECK(metric(R"(lgm_signing_keys{state="withdrawn"} 1)"));
  CHECK(metric("lgm_signing_key_withdrawals_untold 0"));
  // The list can be lost; what was withdrawn stays so.
  std::filesystem::remove(list);
  watch.once();
  CHECK(published() == Kid{new_kid});
}

TEST_CASE_FIXTURE(Running,
                  "a withdrawal is told until it is taken, in every epoch of the feed, and every day") {
  write("keys.pem", new_pem + old_pem);
  write("keys.pem.withdrawn", old_kid);
  session_cache.status = 503;
  watch.once();
  CHECK(session_cache.told.empty());
  CHECK(metric("lgm_signing_key_withdrawals_untold 1"));
  CHECK(signs() == new_kid);
  session_cache.status = 200;
  watch.once();
  REQUIRE(session_cache.told.size() == 1);
  feed.reset("8", 0, 0, {});
  watch.once();
  REQUIRE(session_cache.told.size() == 2);
  clock.advance(24h);
  watch.once();
  REQUIRE(session_cache.told.size() == 3);
  // Another replica tells the same by the same event.
  KeyWatch other{KeyPaths::of(file, ""), {*ring, verifier, feed, session_cache, clock, log, metrics}};
  other.once();
  REQUIRE(session_cache.told.size() == 4);
  CHECK(session_cache.told[3].text_at("event_id") == session_cache.told[2].text_at("event_id"));
  CHECK(session_cache.told[2].text_at("event_id") != session_cache.told[1].text_at("event_id"));
  CHECK(session_cache.told[1].text_at("event_id") != session_cache.told[0].text_at("event_id"));
}

TEST_CASE_FIXTURE(Running,
                  "a replica that has not read the list yet signs no more by a key that the feed withdraws") {
  write("keys.pem", new_pem + old_pem);
  watch.once();
  CHECK(signs() == old_kid);
  const std::string before = token();
  feed.add({{1, auth::RevocationKind::SigningKey, old_kid, 0, 2'000'000'000'000}}, 1);
  CHECK(signs() == new_kid);
  CHECK(published() == Kid{new_kid});
  CHECK_FALSE(good(before));
  feed.add({{2, auth::RevocationKind::SigningKey, new_kid, 0, 2'000'000'000'000}}, 2);
  CHECK_THROWS_AS(tokens.require_signer(), service::Refusal);
  watch.once();
  CHECK(logged("no signing key is left", 1));
}
