// Frames HTTP/1.x requests out of a byte stream, strictly: whatever two readers could understand differently
// is refused (request smuggling). Pure: no sockets, no threads, no time. RFC 9112; limits are the server's.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "lgm/http/message.hpp"

namespace lgm::http {

struct FramingLimits {
  std::size_t max_target, max_headers, max_header_bytes, max_body;
  std::function<std::size_t(Method, std::string_view target)> body_limit;  // empty: max_body everywhere
};

class RequestFramer {
 public:
  enum class State { NeedMore, Complete, Failed };

  explicit RequestFramer(const FramingLimits& limits) : limits_(&limits) {}

  void append(std::string_view bytes) { buffer_.append(bytes); }
  // Goes as far as the bytes allow. Complete: take() the request, then call again for the next one. Failed is
  // final.
  State advance();
  Request take();
  // After Failed: the status to answer (400, 413, 414, 417, 431, 501, 505) and one sentence.
  int status() const { return status_; }
  const std::string& detail() const { return detail_; }
  // Bytes that the body of the request at hand may have.
  std::size_t body_limit() const { return body_limit_; }
  // Whether the request taken last was HTTP/1.0, whose clients cannot read chunks.
  bool http_1_0() const { return http_1_0_; }
  // True once when the client waits for 100 Continue before it sends the body.
  bool take_expectation();
  // Bytes of a request that has begun but is not complete.
  bool in_head() const { return phase_ == Phase::Head && buffered() > 0; }
  bool in_body() const { return phase_ != Phase::Head; }
  std::size_t buffered() const { return buffer_.size() - start_; }
  // The request whose body has begun, with what of the body there is.
  const Request& begun() const { return request_; }
  // The size of that body where its head says it and asks for no 100 Continue; nullopt: it cannot be known.
  std::optional<std::size_t> announced_body() const;
  // … and where its head says it at all; 0: it cannot be known.
  std::size_t expected_body() const {
    return phase_ == Phase::Length ? request_.body.size() + remaining_ : 0;
  }
  // Everything that is kept of requests that were not taken.
  std::size_t held() const { return buffered() + request_.body.size(); }
  // Forgets what was not framed yet.
  void forget() { drop(buffered()); }
  // Forgets everything; nothing more is to be framed.
  void give_up();
  void set_peer(const std::string& address) { request_.peer_address = address; }

 private:
  enum class Phase { Head, Length, ChunkSize, ChunkData, ChunkEnd, Trailers };

  std::string_view rest() const { return std::string_view(buffer_).substr(start_); }
  void drop(std::size_t count);
  State fail(int status, std::string detail);
  State read_head();
  State scan_head(std::size_t& end);
  bool parse_head(std::string_view head);
  bool parse_request_line(std::string_view line);
  bool parse_target(std::string_view target);
  bool parse_header(std::string_view line);
  bool settle_host();
  bool settle_body();
  void settle_connection();
  State read_length();
  State read_chunk_size();
  State read_chunk_data();
  State read_chunk_end();
  State read_trailers();
  State complete();
  void keep(std::size_t count);

  const FramingLimits* limits_;
  std::string buffer_;
  std::size_t start_ = 0;    // bytes of buffer_ that were read
  std::size_t scanned_ = 0;  // of the rest, for the end of the head
  bool skipped_empty_line_ = false;
  Phase phase_ = Phase::Head;
  Request request_;
  bool http_1_0_ = false, expects_continue_ = false, failed_ = false;
  std::size_t body_limit_ = 0, remaining_ = 0;
  int status_ = 0;
  std::string detail_;
};

// Percent-decodes a path once: valid UTF-8, no NUL, no dot segments, no encoded slash. nullopt when it is not
// so.
std::optional<std::string> decode_path(std::string_view raw);

}  // namespace lgm::http
