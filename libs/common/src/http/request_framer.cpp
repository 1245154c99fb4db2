#include "request_framer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "characters.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/http/form.hpp"

namespace lgm::http {
namespace {

constexpr std::size_t kLongestMethod = 32;
constexpr std::size_t kLongestChunkLine = 16;       // hex digits of a chunk size; extensions are refused
constexpr std::size_t kLongestTrailers = 8 * 1024;  // bytes
constexpr std::size_t kCutAt = 16 * 1024;           // bytes read before the buffer gives them up

bool is_token(std::string_view text) {
  return !text.empty() && kTokenCharacters.all(text);
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

Method method_of(std::string_view name) {
  constexpr Method kAll[] = {Method::Get,   Method::Head,   Method::Post,   Method::Put,
                             Method::Patch, Method::Delete, Method::Options};
  for (const Method method : kAll)
    if (to_string(method) == name) return method;
  return Method::Other;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 9110 section 7.2: a host, then a colon and a port or none. Nothing here reads either: what others along
// the way could understand differently is refused.
bool is_host(std::string_view text) {
  if (!kHostCharacters.all(text)) return false;
  const bool literal = text.starts_with('[');
  const std::size_t close = literal ? text.find(']') : 0;
  if (close == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', close);
  if (literal && colon != close + 1 && close + 1 != text.size()) return false;
  if (text.find_first_of("[]", literal ? close + 1 : 0) != std::string_view::npos) return false;
  const std::string_view port = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return port.empty() || (error == std::errc() && end == port.data() + port.size());
}

// Whether a comma separated header names a token.
bool names(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (equals_ignoring_case(trimmed(list.substr(0, comma)), token)) return true;
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return false;
}

// absolute-form (RFC 9112 section 3.2.2) without its authority, which plays no part in routing here and ends
// where the path or the query begins.
std::string origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() <= scheme.size() || !equals_ignoring_case(target.substr(0, scheme.size()), scheme))
      continue;
    target.remove_prefix(std::min(target.find_first_of("/?", scheme.size()), target.size()));
    return (target.starts_with('/') ? "" : "/") + std::string(target);
  }
  return std::string(target);
}

bool has_dot_segment(std::string_view path) {
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view segment = path.substr(start, end - start);
    if (segment == "." || segment == "..") return true;
    start = end + 1;
  }
  return false;
}

}  // namespace

std::optional<std::string> decode_path(std::string_view raw) {
  std::string path;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '%') {
      path += raw[i];
      continue;
    }
    if (i + 2 >= raw.size()) return std::nullopt;
    const int high = hex_digit(raw[i + 1]), low = hex_digit(raw[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    const char decoded = static_cast<char>(high * 16 + low);
    if (decoded == '/' || decoded == '\0') return std::nullopt;
    path += decoded;
    i += 2;
  }
  if (!base::valid_utf8(path) || has_dot_segment(path)) return std::nullopt;
  return path;
}

RequestFramer::State RequestFramer::fail(int status, std::string detail) {
  failed_ = true;
  status_ = status;
  detail_ = std::move(detail);
  drop(rest().size());
  return State::Failed;
}

void RequestFramer::give_up() {
  failed_ = true;
  phase_ = Phase::Head;
  request_ = Request{};
  std::string().swap(buffer_);
  start_ = 0;
}

// What was read is cut off in large pieces: many small requests or chunks in one buffer may not move the rest
// of it each time.
void RequestFramer::drop(std::size_t count) {
  start_ += count;
  if (start_ == buffer_.size()) {
    buffer_.clear();
    start_ = 0;
  } else if (start_ >= kCutAt && start_ * 2 >= buffer_.size()) {
    buffer_.erase(0, start_);
    start_ = 0;
  }
}

RequestFramer::State RequestFramer::advance() {
  if (failed_) return State::Failed;
  for (;;) {
    const Phase before = phase_;
    State state = State::NeedMore;
    switch (phase_) {
      case Phase::Head:
        state = read_head();
        break;
      case Phase::Length:
        state = read_length();
        break;
      case Phase::ChunkSize:
        state = read_chunk_size();
        break;
      case Phase::ChunkData:
        state = read_chunk_data();
        break;
      case Phase::ChunkEnd:
        state = read_chunk_end();
        break;
      case Phase::Trailers:
        state = read_trailers();
        break;
    }
    if (state != State::NeedMore || phase_ == before) return state;
  }
}

Request RequestFramer::take() {
  Request taken = std::move(request_);
  request_ = Request{};
  expects_continue_ = false;
  return taken;
}

bool RequestFramer::take_expectation() {
  return phase_ != Phase::Head && std::exchange(expects_continue_, false);
}

std::optional<std::size_t> RequestFramer::announced_body() const {
  if (phase_ != Phase::Length || expects_continue_) return std::nullopt;
  return request_.body.size() + remaining_;
}

// Looks for the empty line that ends the head; refuses bare CR and LF and what is too long on the way.
RequestFramer::State RequestFramer::scan_head(std::size_t& end) {
  // One empty line before a request is allowed (RFC 9112 section 2.2).
  if (scanned_ == 0 && !skipped_empty_line_) {
    if (rest() == "\r") return State::NeedMore;
    if (rest().starts_with("\r\n")) {
      drop(2);
      skipped_empty_line_ = true;
    }
  }
  const std::string_view bytes = rest();
  for (; scanned_ < bytes.size(); ++scanned_) {
    const char c = bytes[scanned_];
    if (c == '\n' && (scanned_ == 0 || bytes[scanned_ - 1] != '\r'))
      return fail(400, "A line of the head ends without a carriage return");
    if (c != '\n' && scanned_ > 0 && bytes[scanned_ - 1] == '\r')
      return fail(400, "The head holds a carriage return without a line feed");
    if (c == '\n' && scanned_ == 1) return fail(400, "The request line is empty");
    if (c == '\n' && scanned_ >= 3 && bytes[scanned_ - 2] == '\n') {
      end = ++scanned_;
      return State::Complete;
    }
    if (scanned_ > limits_->max_header_bytes + limits_->max_target)
      return fail(
          431, "The head is larger than the " + std::to_string(limits_->max_header_bytes) + " bytes allowed");
  }
  if (std::min(bytes.find('\r'), bytes.size()) > limits_->max_target + kLongestMethod + 16)
    return fail(
        414, "The request line is longer than the " + std::to_string(limits_->max_target) + " bytes allowed");
  return State::NeedMore;
}

RequestFramer::State RequestFramer::read_head() {
  std::size_t end = 0;
  const State state = scan_head(end);
  if (state != State::Complete) return state;
  request_ = Request{};
  if (!parse_head(rest().substr(0, end - 2))) return State::Failed;
  drop(end);
  scanned_ = 0;
  return phase_ == Phase::Head ? complete() : State::NeedMore;
}

bool RequestFramer::parse_head(std::string_view head) {
  bool first = true;
  std::size_t header_bytes = 0;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (first) {
      if (!parse_request_line(line)) return false;
      first = false;
      continue;
    }
    header_bytes += line.size() + 2;
    if (header_bytes > limits_->max_header_bytes) {
      fail(431,
           "The headers are larger than the " + std::to_string(limits_->max_header_bytes) + " bytes allowed");
      return false;
    }
    if (!parse_header(line)) return false;
  }
  settle_connection();
  return settle_host() && settle_body();
}

bool RequestFramer::parse_request_line(std::string_view line) {
  const auto refuse = [this](int status, const char* detail) {
    fail(status, detail);
    return false;
  };
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return refuse(400, "The request line is not METHOD TARGET VERSION");
  const std::string_view method = line.substr(0, first), version = line.substr(last + 1);
  if (!is_token(method) || method.size() > kLongestMethod) return refuse(400, "The method is not a token");
  if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.' ||
      !std::isdigit(static_cast<unsigned char>(version[5])) ||
      !std::isdigit(static_cast<unsigned char>(version[7])))
    return refuse(400, "The request line names no HTTP version");
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return refuse(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here");
  http_1_0_ = version == "HTTP/1.0";
  request_.method_name = method;
  request_.method = method_of(method);
  return parse_target(line.substr(first + 1, last - first - 1));
}

bool RequestFramer::parse_target(std::string_view target) {
  const auto refuse = [this](int status, std::string detail) {
    fail(status, std::move(detail));
    return false;
  };
  if (target.size() > limits_->max_target)
    return refuse(414,
                  "The target is longer than the " + std::to_string(limits_->max_target) + " bytes allowed");
  if (!std::all_of(target.begin(), target.end(),
                   [](char c) { return c > ' ' && c < 0x7F && c != '#' && c != '\\'; }))
    return refuse(400, "The target holds a character that must be percent-encoded");
  request_.target = origin_form(target);
  target = request_.target;
  if (!target.starts_with('/')) return refuse(400, "The target is not a path");
  const std::size_t mark = target.find('?');
  auto path = decode_path(target.substr(0, mark));
  if (!path)
    return refuse(
        400, "The path is not valid: percent-encoding, UTF-8, dot segments and encoded slashes are checked");
  request_.path = std::move(*path);
  if (mark == std::string_view::npos) return true;
  auto query = decode_form(target.substr(mark + 1));
  if (!query) return refuse(400, "The query is not valid percent-encoded UTF-8");
  request_.query = std::move(*query);
  return true;
}

bool RequestFramer::parse_header(std::string_view line) {
  const auto refuse = [this](int status, std::string detail) {
    fail(status, std::move(detail));
    return false;
  };
  if (line.front() == ' ' || line.front() == '\t')
    return refuse(400, "A header is folded over several lines");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return refuse(400, "A header line is not NAME: VALUE");
  const std::string_view value = trimmed(line.substr(colon + 1));
  const auto bad = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  };
  if (std::any_of(value.begin(), value.end(), bad))
    return refuse(400, "A header value holds a control character");
  if (request_.headers.fields().size() >= limits_->max_headers)
    return refuse(431,
                  "There are more than the " + std::to_string(limits_->max_headers) + " headers allowed");
  request_.headers.add(std::string(line.substr(0, colon)), std::string(value));
  return true;
}

bool RequestFramer::settle_host() {
  const std::size_t count = request_.headers.count("Host");
  const auto host = request_.headers.get("Host");
  const bool usable = host && is_host(*host);
  if (count > 1 || (count == 1 && !usable) || (count == 0 && !http_1_0_)) {
    fail(400, "Exactly one valid Host header is needed");
    return false;
  }
  return true;
}

void RequestFramer::settle_connection() {
  bool close = false, stay = !http_1_0_;
  for (const auto& [name, value] : request_.headers.fields()) {
    if (!equals_ignoring_case(name, "Connection")) continue;
    close = close || names(value, "close");
    stay = stay || names(value, "keep-alive");
  }
  request_.keep_alive = stay && !close;
}

bool RequestFramer::settle_body() {
  const auto refuse = [this](int status, std::string detail) {
    fail(status, std::move(detail));
    return false;
  };
  const std::size_t lengths = request_.headers.count("Content-Length"),
                    encodings = request_.headers.count("Transfer-Encoding");
  if (lengths > 1) return refuse(400, "Content-Length is given more than once");
  if (encodings > 0 && (lengths > 0 || encodings > 1 || http_1_0_))
    return refuse(400, "The length of the body is given in two ways");
  body_limit_ = limits_->max_body;
  if (limits_->body_limit && lengths + encodings > 0)
    body_limit_ = limits_->body_limit(request_.method, request_.target);
  const std::string too_large =
      "The body is larger than the " + std::to_string(body_limit_) + " bytes allowed here";
  if (const auto expect = request_.headers.get("Expect")) {
    if (!equals_ignoring_case(*expect, "100-continue"))
      return refuse(417, "Only the expectation 100-continue can be met");
    expects_continue_ = !http_1_0_;  // RFC 9110 section 10.1.1: an older client knows no 100
  }
  if (encodings == 1) {
    if (!equals_ignoring_case(*request_.headers.get("Transfer-Encoding"), "chunked"))
      return refuse(501, "Only the transfer coding chunked is understood");
    phase_ = Phase::ChunkSize;
    return true;
  }
  if (lengths == 0) return true;
  const std::string_view length = *request_.headers.get("Content-Length");
  if (length.empty() || length.find_first_not_of("0123456789") != std::string_view::npos)
    return refuse(400, "Content-Length is not a number");
  const std::size_t digits = length.find_first_not_of('0') == std::string_view::npos
                                 ? 1
                                 : length.size() - length.find_first_not_of('0');
  if (digits > 15) return refuse(413, too_large);
  remaining_ = std::stoull(std::string(length));
  if (remaining_ > body_limit_) return refuse(413, too_large);
  if (remaining_ > 0) phase_ = Phase::Length;
  return true;
}

RequestFramer::State RequestFramer::complete() {
  phase_ = Phase::Head;
  skipped_empty_line_ = false;
  return State::Complete;
}

// Moves bytes from the buffer to the body, which grows by doubling but never beyond what was announced.
void RequestFramer::keep(std::size_t count) {
  std::string& body = request_.body;
  if (body.capacity() < body.size() + count)
    body.reserve(std::max(body.size() + count, std::min(body.size() + remaining_, body.size() * 2)));
  body.append(rest().substr(0, count));
  drop(count);
  remaining_ -= count;
}

RequestFramer::State RequestFramer::read_length() {
  keep(std::min(remaining_, rest().size()));
  return remaining_ == 0 ? complete() : State::NeedMore;
}

RequestFramer::State RequestFramer::read_chunk_size() {
  const std::size_t end = rest().substr(0, kLongestChunkLine + 2).find('\n');
  if (end == std::string::npos)
    return rest().size() > kLongestChunkLine + 1 ? fail(400, "A chunk size line is too long")
                                                 : State::NeedMore;
  const std::string_view line = rest().substr(0, end);
  if (end == 0 || line.back() != '\r') return fail(400, "A chunk size line ends without a carriage return");
  const std::string_view digits = line.substr(0, line.size() - 1);
  if (digits.empty() || digits.size() > kLongestChunkLine ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return hex_digit(c) >= 0; }))
    return fail(400, "A chunk size is not a hexadecimal number");
  if (digits.size() > 12)
    return fail(413, "The body is larger than the " + std::to_string(body_limit_) + " bytes allowed here");
  remaining_ = std::stoull(std::string(digits), nullptr, 16);
  drop(end + 1);
  if (request_.body.size() + remaining_ > body_limit_)
    return fail(413, "The body is larger than the " + std::to_string(body_limit_) + " bytes allowed here");
  phase_ = remaining_ == 0 ? Phase::Trailers : Phase::ChunkData;
  return State::NeedMore;
}

RequestFramer::State RequestFramer::read_chunk_data() {
  keep(std::min(remaining_, rest().size()));
  if (remaining_ == 0) phase_ = Phase::ChunkEnd;
  return State::NeedMore;
}

RequestFramer::State RequestFramer::read_chunk_end() {
  if (rest().size() < 2)
    return rest().empty() || rest()[0] == '\r' ? State::NeedMore
                                               : fail(400, "A chunk does not end with its line end");
  if (!rest().starts_with("\r\n")) return fail(400, "A chunk does not end with its line end");
  drop(2);
  phase_ = Phase::ChunkSize;
  return State::NeedMore;
}

// Nothing here uses trailers, and merging them would let them forge headers: a body ends with an empty line.
RequestFramer::State RequestFramer::read_trailers() {
  const std::size_t end = rest().find("\r\n");
  const std::size_t line_feed = rest().find('\n');
  if (line_feed != std::string::npos && (end == std::string::npos || line_feed < end))
    return fail(400, "A trailer line ends without a carriage return");
  if (end == std::string::npos)
    return rest().size() > kLongestTrailers ? fail(431, "The trailers are too large") : State::NeedMore;
  if (end == 0) {
    drop(2);
    return complete();
  }
  if (end > kLongestTrailers) return fail(431, "The trailers are too large");
  return fail(400, "Trailers are not accepted");
}

}  // namespace lgm::http
