#include <doctest/doctest.h>

#include "abuse_limits/abuse_limits.hpp"
#include "access_tokens/access_tokens.hpp"
#include "lgm/auth/revocations.hpp"
#include "lgm/crypto/crypto.hpp"
#include "providers/usap/usap_client.hpp"
#include "refresh_tokens/refresh_tokens.hpp"

using namespace lgm;
using namespace lgm::auth_service;

TEST_CASE("successors depend on key, token, family and generation, and on nothing else") {
  const RefreshTokens tokens(std::string(32, 's')), others(std::string(32, 't'));
  // Ids of 16 bytes can be named, others not.
  const std::string id = "c2Vzc2lvbiBvZiBvbm", families[] = {"family", id + "AAAA"};
  for (const std::string& family : families) {
    const bool named = family != "family";
    const auto made = [&](const RefreshTokens& by, const std::string& presented, const std::string& of,
                          std::int64_t generation) {
      const RefreshToken token = by.successors(presented, of, generation, named).front();
      CHECK(token.names_session == named);
      return token.text;
    };
    const std::string first = made(tokens, "token", family, 1);
    CHECK(first == made(tokens, "token", family, 1));
    CHECK(first.size() == 43);
    const std::string another = named ? id + "BBBA" : "familz";
    for (const std::string& other : {made(others, "token", family, 1), made(tokens, "tokem", family, 1),
                                     made(tokens, "token", another, 1), made(tokens, "token", family, 2)})
      CHECK(first != other);
    CHECK(RefreshTokens::well_formed(first));
  }
  const std::string first = tokens.successors("token", "family", 1, false).front().text;
  CHECK(first != tokens.successors("tokenf", "amily", 1, false).front().text);
  CHECK(first != tokens.successors("token", "family1", 0, false).front().text);
  CHECK(RefreshTokens::well_formed(first));
  for (const char* bad : {"", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    CHECK_FALSE(RefreshTokens::well_formed(bad));
}

TEST_CASE("a token names its session, and what was changed, mixed or made up names none that anybody has") {
  base::SystemRandom random;
  const RefreshTokens tokens(std::string(32, 's')), others(std::string(32, 't'));
  const std::string own = RefreshTokens::new_family(random), theirs = RefreshTokens::new_family(random);
  CHECK(own.size() == 22);
  const RefreshToken first = tokens.first(own, true, random);
  CHECK(first.names_session);
  CHECK(first.text != tokens.first(own, true, random).text);
  const std::string second = tokens.successors(first.text, own, 0, true).front().text,
                    of_them = tokens.first(theirs, true, random).text;
  for (const std::string& token : {first.text, second}) CHECK(tokens.named_by(token) == std::vector{own});
  CHECK(tokens.named_by(of_them) == std::vector{theirs});
  const auto names = [&](const std::string& token) {
    const auto named = tokens.named_by(token);
    return named == std::vector{own} || named == std::vector{theirs};
  };
  CHECK_FALSE(names(others.first(own, true, random).text));
  for (std::size_t i = 0; i < first.text.size(); ++i) {
    std::string changed = first.text;
    changed[i] = changed[i] == 'A' ? 'Q' : 'A';
    CHECK_FALSE(names(changed));
  }
  // Halves of tokens of one's own, of other people, and the id of a session that is known.
  const auto bytes = [](const std::string& text) { return crypto::base64url_decode(text).value(); };
  const auto of = [](const std::string& left, const std::string& right) {
    return crypto::base64url(left.substr(0, 16) + right.substr(right.size() - 16));
  };
  const std::string a = bytes(first.text), b = bytes(second), c = bytes(of_them), id = bytes(theirs);
  for (const std::string& crafted :
       {of(a, b), of(b, a), of(a, c), of(c, a), of(a, id), of(id, a), of(id, id)})
    CHECK_FALSE(names(crafted));
  // What names none, because that was not wished or its session has a longer id.
  const RefreshToken plain = tokens.first(own, false, random),
                     older = tokens.first(random.token(), true, random);
  CHECK_FALSE(plain.names_session);
  CHECK_FALSE(older.names_session);
  CHECK_FALSE(names(plain.text));
  for (const char* none : {"", "short", "!!!"}) CHECK(tokens.named_by(none).empty());
}

TEST_CASE("whoever signs in in the second of a revocation gets a token that is good") {
  const base::ManualClock clock(base::from_unix_ms(1'900'000'000'500));
  base::SystemRandom random;
  auth::RevocationSet set;
  set.add({{1, auth::RevocationKind::User, "u", 1'900'000'000'400, 2'000'000'000'000}}, 1);
  const auto key = auth::SigningKey::hs256(std::string(32, 'k'));
  const AccessTokens tokens({key}, "llm-guard-manager", std::chrono::hours(8), clock, random);
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'k');
  auth::TokenVerifier verifier(options, nullptr, clock);
  const auto verified = verifier.verify(tokens.issue({"u", "alice", "ANNOTATOR", "api", "s"}).token);
  REQUIRE(verified.claims);
  CHECK_FALSE(set.refuses(*verified.claims));
  CHECK(verified.claims->iat == 1'900'000'000);
  CHECK(verified.claims->exp == 1'900'000'000 + 8 * 3600);
  // What happens later in that second counts for it, too.
  set.add({{3, auth::RevocationKind::Permissions, "u", 1'900'000'000'600, 2'000'000'000'000}}, 3);
  CHECK(set.refuses(*verified.claims));
  // An ended session is not talked round.
  set.add({{2, auth::RevocationKind::Session, "s", 0, 2'000'000'000'000}}, 2);
  CHECK(set.refuses(*verifier.verify(tokens.issue({"u", "alice", "ANNOTATOR", "api", "s"}).token).claims));
}

TEST_CASE("the delay grows with the failures of a name, to four seconds and no further") {
  CHECK(delay_after(0).count() == 0);
  CHECK(delay_after(2).count() == 0);
  CHECK(delay_after(3).count() == 250);
  CHECK(delay_after(4).count() == 500);
  CHECK(delay_after(7).count() == 4'000);
  CHECK(delay_after(1'000'000).count() == 4'000);
}

TEST_CASE("ids from outside never look like ours") {
  for (const char* good : {"alice", "10086", "a.b@c", "李博", "../x?y#z", "locality", "..."})
    CHECK_MESSAGE(usable_usap_id(good), std::string(good));
  for (const char* bad : {"", ".", "..", "local:x", "LOCAL:x", "oidc:1", "Oidc:1", "a\nb", "\xff"})
    CHECK_MESSAGE(!usable_usap_id(bad), std::string(bad));
  CHECK_FALSE(usable_usap_id(std::string(65, 'x')));
}

TEST_CASE("failures are counted by IPv4 address and by IPv6 network") {
  CHECK(counted_address("203.0.113.9") == "203.0.113.9");
  CHECK(counted_address("::ffff:203.0.113.9") == "203.0.113.9");
  CHECK(counted_address("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::");
  CHECK(counted_address("2001:DB8:1:2:ffff::1") == "2001:db8:1:2::");
  CHECK(counted_address("2001:db8:1:3::1") != counted_address("2001:db8:1:2::1"));
  CHECK(counted_address("::1") == "::");
  CHECK(counted_address("") == "");
}
