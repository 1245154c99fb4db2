// What is answered beside a handler's own answer: problems, the headers of every answer, CORS. Whatever is
// thrown becomes a problem here and nowhere else.
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exchange.hpp"
#include "pipeline.hpp"

namespace lgm::service {

// Thread-safe; an exchange is used by one thread at a time.
class Answers {
 public:
  // All outlive it.
  Answers(const Pipeline& pipeline, const RouteTable& table, bool is_public);
  // Where no route answers: 404, or 405 with the methods that the path has.
  http::Response refuse_unrouted(Exchange& exchange, const RouteTable::Match& match) const;
  // CORS preflight and plain OPTIONS.
  static bool is_preflight(const http::Request& request, const RouteTable::Match& match);
  http::Response preflight(const http::Request& request, const RouteTable::Match& match) const;
  http::Response problem_of(Exchange& exchange, const std::exception_ptr& error) const;
  http::Response answer_to(Exchange& exchange, const Problem& problem) const;
  // Those of every answer, and RateLimit fields.
  void add_headers(const Exchange& exchange, http::Response& response) const;

 private:
  bool allows_origin(const http::Request& request) const;
  bool is_listed(const Exchange& exchange, const Problem& problem) const;
  void count_limited(Exchange& exchange) const;

  const Pipeline& pipeline_;
  const bool is_public_;
  std::vector<std::string> cors_origins_;
  std::unordered_map<const Route*, Counter*> own_limits_;  // of routes that declare a 429 of their own
};

}  // namespace lgm::service
