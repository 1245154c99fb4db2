#include "passwords/rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "lgm/base/utf8.hpp"
#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"
#include "passwords/common_digests.hpp"

namespace lgm::admin::passwords {
namespace {

// Common where published counts do not look: at work, in China, around this product. Lower case.
constexpr std::string_view kCommon[] = {
    "password",     "password1",    "password12", "password123", "password1234",  "passw0rd",
    "p@ssword",     "p@ssw0rd",     "p@ssw0rd1",  "p@ssw0rd123", "pa$$w0rd",      "pass1234",
    "pass@123",     "pass@1234",    "12345678",   "123456789",   "1234567890",    "12345678910",
    "123456789a",   "0123456789",   "0987654321", "987654321",   "87654321",      "11223344",
    "112233445566", "123123123",    "123321123",  "12341234",    "12344321",      "123454321",
    "147258369",    "159357456",    "159753456",  "741852963",   "789456123",     "987456321",
    "1qaz2wsx",     "1qaz2wsx3edc", "1qaz@wsx",   "!qaz2wsx",    "!qaz@wsx",      "1q2w3e4r",
    "1q2w3e4r5t",   "1q2w3e4r5t6y", "q1w2e3r4",   "q1w2e3r4t5",  "qwertyui",      "qwertyuiop",
    "qwerty12",     "qwerty123",    "qwerty1234", "qwerty12345", "qwer1234",      "qwe12345",
    "qwaszx12",     "qazwsxedc",    "qazwsx123",  "zaq12wsx",    "zaq1zaq1",      "zxcvbnm1",
    "zxcvbnm123",   "zxcvbnm,./",   "asdfghjk",   "asdfghjkl",   "asdf1234",      "asdfasdf",
    "asdf123456",   "abcd1234",     "abcd12345",  "abc12345",    "abc123456",     "abc123456789",
    "abcdefgh",     "abcdefghi",    "a1234567",   "a12345678",   "a123456789",    "aa123456",
    "aa123456789",  "aa12345678",   "as123456",   "asd123456",   "qq123456",      "qq123456789",
    "qq5201314",    "woaini1314",   "woaini520",  "woaini123",   "5201314520",    "52013140",
    "5201314a",     "wang1234",     "zhang123",   "iloveyou",    "iloveyou1",     "iloveyou2",
    "loveyou1",     "sunshine",     "sunshine1",  "princess",    "princess1",     "football",
    "football1",    "baseball",     "baseball1",  "basketball",  "superman",      "superman1",
    "batman123",    "starwars",     "pokemon1",   "trustno1",    "whatever",      "computer",
    "internet",     "samsung1",     "michelle",   "jennifer",    "jordan23",      "liverpool",
    "chelsea1",     "charlie1",     "dragon123",  "monkey123",   "master123",     "shadow123",
    "hello123",     "hello1234",    "welcome1",   "welcome12",   "welcome123",    "welcome@123",
    "letmein1",     "letmein123",   "changeme",   "changeme1",   "changeme123",   "change_me",
    "default1",     "temp1234",     "test1234",   "test12345",   "test123456",    "testtest",
    "testing1",     "demo1234",     "user1234",   "guest123",    "root1234",      "root123456",
    "rootroot",     "toor1234",     "admin123",   "admin1234",   "admin12345",    "admin123456",
    "admin@123",    "admin@1234",   "admin888",   "adminadmin",  "administrator", "superadmin",
    "sysadmin1",    "manager1",     "secret123",  "secret1234",  "server123",     "mysql123",
    "oracle123",    "postgres1",    "redis123",   "huawei123",   "huawei@123",    "h3c12345",
    "cisco123",     "summer2024",   "summer2025", "winter2024",  "winter2025",    "spring2025",
    "autumn2025",   "company123",   "google123",  "facebook1",   "linkedin1",     "michael1",
    "jessica1",     "ashley123",    "daniel123",  "1g2w3e4r",    "gwerty123",     "zag12wsx",
    "1qazxsw2",     "xsw2zaq1",     "3edc4rfv",   "qweasdzxc",   "123qweasd",     "123qweasdzxc",
    "123qwe123",    "123qwe!@#",    "qwe123!@#",  "!@#$%^&*",    "1234qwer",      "12qwaszx",
    "13579246",     "135792468",    "24681357",   "31415926",    "3141592653",    "20202020"};
constexpr std::string_view kOurWords[] = {"llmguard", "llm-guard", "guardrail", "guard",  "manager",
                                          "admin",    "password",  "usap",      "console"};
constexpr std::size_t kLeastBesides = 5;  // characters beside context words, blanks and signs not counted
constexpr std::size_t kShortestWord = 3;  // bytes: one Chinese character

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

constexpr std::size_t kDigestBytes = 4;

bool is_common(const std::string& text) {
  if (std::find(std::begin(kCommon), std::end(kCommon), text) != std::end(kCommon)) return true;
  static const std::string digests = crypto::base64url_decode(kCommonDigests).value();
  const auto digest = crypto::sha256(text);
  const std::string_view wanted(reinterpret_cast<const char*>(digest.data()), kDigestBytes);
  std::size_t low = 0, high = digests.size() / kDigestBytes;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const std::string_view found(digests.data() + middle * kDigestBytes, kDigestBytes);
    if (found == wanted) return true;
    (found < wanted ? low : high) = found < wanted ? middle + 1 : middle;
  }
  return false;
}

constexpr std::size_t kLeastLength = 8;  // characters, as the bodies' descriptions ask

// "abcabcabc", "aaaaaaaa", "horsehorse": what is repeated is the password, and too short for one.
bool is_run_repeated(std::string_view text) {
  for (std::size_t run = 1; 2 * run <= text.size(); ++run) {
    if (base::code_points(text.substr(0, run)) >= kLeastLength) return false;
    std::size_t i = run;
    while (i < text.size() && text[i] == text[i - run]) ++i;
    if (i == text.size()) return true;
  }
  return false;
}

bool is_separator(char c) {
  return static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c));
}

// The words of a name, and the name as a whole: "mallory.jones" is three.
void add_words(std::vector<std::string>& words, const std::string& name) {
  words.push_back(name);
  std::string part;
  for (const char c : name + " ") {
    if (!is_separator(c)) {
      part += c;
      continue;
    }
    words.push_back(std::exchange(part, {}));
  }
}

// Longest first, so that a word does not hide behind its own beginning.
std::vector<std::string> words_of(const std::vector<std::string>& context) {
  std::vector<std::string> words(std::begin(kOurWords), std::end(kOurWords));
  for (const auto& name : context) add_words(words, lower(name));
  std::erase_if(words, [](const std::string& word) { return word.size() < kShortestWord; });
  std::sort(words.begin(), words.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return words;
}

// However often and in whatever order the words stand there: only what stands beside them counts.
bool is_little_more_than(std::string text, const std::vector<std::string>& words) {
  bool any = false;
  for (const auto& word : words)
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
      any = true;
      text.replace(at, word.size(), 1, '\0');  // what stood on both sides is not one word now
    }
  std::erase_if(text, is_separator);
  return any && base::code_points(text) < kLeastBesides;
}

}  // namespace

void check_new(std::string_view password, const std::vector<std::string>& words) {
  const std::string text = lower(password);
  if (is_common(text) || is_run_repeated(text))
    throw service::bad_request("common_password", "This password is among the commonest; choose another one");
  if (is_little_more_than(text, words_of(words)))
    throw service::bad_request("common_password",
                               "This password is little more than a name or a word of this product; choose "
                               "another one");
}

std::string make(base::Random& random) {
  // Base 32 (RFC 4648): a byte's low five bits choose evenly among signs that are not taken for each other.
  constexpr std::string_view kSigns = "abcdefghijklmnopqrstuvwxyz234567";
  static_assert(kSigns.size() == 32);
  std::array<std::uint8_t, 26> bytes{};
  random.fill(bytes);
  std::string password;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i < 25 && i % 5 == 0) password += '-';
    password += kSigns[bytes[i] & 31];
  }
  return password;
}

}  // namespace lgm::admin::passwords
