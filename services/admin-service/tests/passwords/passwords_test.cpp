#include <doctest/doctest.h>

#include <future>
#include <latch>
#include <set>

#include "lgm/service/problem.hpp"
#include "passwords/hasher.hpp"
#include "passwords/rules.hpp"
#include "passwords/stored.hpp"

using namespace lgm;
using namespace lgm::admin;

namespace {

// The vector "U*U" of crypt_blowfish, in the three spellings of its prefix.
std::string bcrypt(const char* version) {
  return std::string(version) + "05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
}

bool is_refused(const char* password, const std::vector<std::string>& words = {}) {
  try {
    passwords::check_new(password, words);
  } catch (const service::Refusal& refusal) {
    CHECK(refusal.problem().code == "common_password");
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("Argon2id: salted, at most 128 characters, nothing cut, folded or trimmed") {
  base::SystemRandom random;
  passwords::ArgonHasher hasher(random);
  const std::string longest(512, 'x');
  const std::string hash = hasher.hash(longest);
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(hash.size() <= 110);  // leaves room for the end of a password that we made
  CHECK_FALSE(passwords::is_outdated(hash));
  CHECK(hasher.hash(longest) != hash);
  CHECK(hasher.matches(longest, hash));
  CHECK_FALSE(hasher.matches(longest.substr(1), hash));
  const std::string with_blank = hasher.hash("Blank at end ");
  CHECK(hasher.matches("Blank at end ", with_blank));
  CHECK_FALSE(hasher.matches("Blank at end", with_blank));
  CHECK_FALSE(hasher.matches("blank at end ", with_blank));
}

TEST_CASE("bcrypt of adopted rows is verified in its three spellings, and is outdated") {
  base::SystemRandom random;
  passwords::ArgonHasher hasher(random);
  for (const char* version : {"$2a$", "$2b$", "$2y$"}) {
    CHECK(hasher.matches("U*U", bcrypt(version)));
    CHECK_FALSE(hasher.matches("U*U ", bcrypt(version)));
    CHECK_FALSE(hasher.matches(std::string_view("U*U\0x", 5), bcrypt(version)));
    CHECK(passwords::is_outdated(bcrypt(version)));
  }
  CHECK_FALSE(hasher.matches("U*U", bcrypt("$2x$")));
}

TEST_CASE("hashes of no known form match nothing") {
  base::SystemRandom random;
  passwords::ArgonHasher hasher(random);
  for (const char* hash : {"", "x", "$1$abcdefgh$xxxxxxxxxxxxxxxxxxxxxx", "$2b$", "$2b$99$short",
                           "$argon2id$", "*0", "$argon2i$v=19$m=19456,t=2,p=1$YWJjZGVmZ2g$YWJjZGVmZ2g"}) {
    CHECK_FALSE(hasher.matches("", hash));
    CHECK_FALSE(hasher.matches("password", hash));
  }
  CHECK(passwords::is_outdated("$argon2id$v=19$m=4096,t=2,p=1$x"));
}

TEST_CASE("a password that we made is kept with its end, and what is malformed verifies nothing") {
  const base::WallTime end = base::parse_rfc3339("2026-02-06T08:00:00Z").value();
  const std::string fresh = passwords::to_text({"$argon2id$x", end, false});
  CHECK(fresh == "!1770364800!$argon2id$x");
  const auto read = passwords::parse_stored("!!1770364800!$argon2id$x");
  CHECK(read.spent);
  CHECK(read.hash == "$argon2id$x");
  CHECK(read.expired(end));
  CHECK_FALSE(read.expired(end - std::chrono::seconds(1)));
  CHECK(passwords::to_text(read) == "!!1770364800!$argon2id$x");
  CHECK(passwords::parse_stored("$2b$x").hash == "$2b$x");
  for (const char* text : {"", "!", "!!", "!x!$2b$x", "!17", "!1770364800"})
    CHECK(passwords::parse_stored(text).hash.empty());
}

TEST_CASE("common passwords and words of the context are refused, others are not") {
  for (const char* password : {"password", "PassWord", "12345678", "Admin@123", "aaaaaaaa", "abababab",
                               "admin2024", "LLMGuard", "guardrail1", "usap2026"})
    CHECK_MESSAGE(is_refused(password), std::string(password));
  CHECK(is_refused("annabella", {"Annabella"}));
  CHECK(is_refused("Annabella123", {"annabella", ""}));
  for (const char* password : {"correct horse battery", "x7#Kq!pz", "北京的秋天很长久", "annabella-and-more"})
    CHECK_MESSAGE(!is_refused(password, {"annabella", "al"}), password);
}

TEST_CASE(
    "the commonest of published counts are refused, from the first to the last, and what we make is not") {
  for (const char* password :
       {"baseball", "Corvette", "SAMANTHA", "blink182", "4815162342", "metallica", "drowssap", "hooligan",
        "strawberry", "vsjasnel12", "westham1", "polarbea", "triumph1"})
    CHECK_MESSAGE(is_refused(password), std::string(password));
  // Neither in the list nor beside it in the order of digests.
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) refused += is_refused(("tea and word " + std::to_string(i)).c_str());
  CHECK(refused <= 2);  // one in a million is taken for a common one
}

TEST_CASE("a password that is made of names and words alone is refused, however often they stand there") {
  const std::vector<std::string> words{"mallory", "Mallory Jones"};
  for (const char* password : {"mallorymallory", "MalloryMallory1", "mallory-mallory-9", "mallory.jones",
                               "JonesMallory12", "mallory mallory mallory mallory", "adminmallory!",
                               "mallory#guard#2024", "!!!!mallory!!!!", "llmguardmallory"})
    CHECK_MESSAGE(is_refused(password, words), std::string(password));
  for (const char* password :
       {"mallory likes green tea", "my mallory sings", "jonesborough 7 winds", "mal lory and me"})
    CHECK_MESSAGE(!is_refused(password, words), std::string(password));
  CHECK(is_refused("李小明李小明李小明", {"李小明"}));
  CHECK(is_refused("李小明李小明1234", {"李小明"}));
  CHECK_FALSE(is_refused("李小明爱在秋天喝茶", {"李小明"}));
}

TEST_CASE("a repeated run is as long as the run") {
  for (const char* password :
       {"horsehorse", "horsehorsehors", "abcdefgabcdefg", "北京北京北京北京", "aaaaaaaa", "xyxyxyxyx"})
    CHECK_MESSAGE(is_refused(password), std::string(password));
  // A long one that ends as it begins, or a phrase said twice.
  for (const char* password : {"tulipwindt", "a green elephanta green elephant"})
    CHECK_MESSAGE(!is_refused(password), std::string(password));
}

TEST_CASE("passwords that we make are long, different and pass our own rules") {
  base::SystemRandom random;
  std::set<std::string> made;
  for (int i = 0; i < 100; ++i) {
    const std::string password = passwords::make(random);
    CHECK(password.size() == 30);
    CHECK_FALSE(is_refused(password.c_str()));
    made.insert(password);
  }
  CHECK(made.size() == 100);
}

namespace {

// Stays inside until it is let go.
struct SlowHasher final : passwords::Hasher {
  std::latch entered{1}, release{1};
  std::string hash(std::string_view) override { return {}; }
  bool matches(std::string_view, const std::string&) override {
    entered.count_down();
    release.wait();
    return true;
  }
};

}  // namespace

TEST_CASE("as many checks as allowed run and wait; the next one is 503") {
  SlowHasher slow;
  passwords::BoundedHasher bounded(slow, 1, 0);
  auto first = std::async(std::launch::async, [&] { return bounded.matches("x", "y"); });
  slow.entered.wait();
  try {
    bounded.hash("z");
    FAIL("no refusal");
  } catch (const service::Refusal& refusal) {
    CHECK(refusal.problem().status == 503);
    CHECK(refusal.problem().code == "password_checks_busy");
    CHECK(refusal.problem().headers.get("Retry-After") == "1");
  }
  slow.release.count_down();
  CHECK(first.get());
  CHECK(bounded.matches("x", "y"));
}
