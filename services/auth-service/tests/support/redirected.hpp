// A browser that is sent to a provider and comes back.
#pragma once
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "suite.hpp"

namespace lgm::testing {

struct Redirected : Suite {
  using Answer = std::map<std::string, std::string, std::less<>>;

  static std::string header(const Reply& reply, const std::string& name) {
    const std::string start = "\r\n" + name + ": ";
    const std::size_t at = reply.head.find(start);
    if (at == std::string::npos) return "";
    return reply.head.substr(at + start.size(), reply.head.find("\r\n", at + 2) - at - start.size());
  }
  static std::string location(const Reply& reply) { return header(reply, "Location"); }
  // The cookies that a browser would send after this answer.
  static std::string cookie(const Reply& reply) {
    const std::string line = header(reply, "Set-Cookie");
    return line.substr(0, line.find(';'));
  }
  static std::string with(const std::string& cookies) { return "Cookie: " + cookies + "\r\n"; }

  Reply login(const std::string& query = "provider=corp", const std::string& headers = "") const {
    return ask("GET", "/auth/login?" + query, headers);
  }
  static std::string state_of(const Reply& departure) {
    const std::string where = location(departure);
    return where.substr(where.find("state=") + 6, 43);
  }
  // With what a provider sends back, in the browser that left.
  Reply arrive(const Reply& departure, const std::string& to, const Answer& answer,
               const std::string& from = "") const {
    std::string query;
    for (const auto& [name, value] : answer)
      query += (query.empty() ? "?" : "&") + name + "=" + http::encode_component(value);
    return ask("GET", "/auth/callback" + to + query, with(cookie(departure)), "", from);
  }
  Reply complete(const Reply& arrival, const std::string& refresh = "", bool switches = false) const {
    std::string cookies = cookie(arrival);
    if (!refresh.empty()) cookies += "; __Host-lgm_refresh=" + refresh;
    json::Object body{{"in", in_of(arrival)}};
    if (switches) body.emplace_back("switch", true);
    return console("/auth/complete", body, "", with(cookies));
  }
  // Of an arrival, or of a departure, whose cookie has the same name.
  static std::string in_of(const Reply& reply) {
    return cookie(reply).substr(std::string("__Host-lgm_in_").size(), 8);
  }
  static std::string error_of(const Reply& reply) {
    const std::string where = location(reply), mark = "/web-manager/sso/callback#error=";
    if (reply.status != 303 || !where.starts_with(mark)) return "";
    CHECK(where.find("&request_id=") != std::string::npos);
    return where.substr(mark.size(), where.find('&') - mark.size());
  }
  bool counted(const std::string& labels, int times = 1) const {
    return metrics_text().find("lgm_sign_ins_total{" + labels + "} " + std::to_string(times) + "\n") !=
           std::string::npos;
  }
  std::string log_text() const {
    std::ifstream file(log_file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
};

}  // namespace lgm::testing
