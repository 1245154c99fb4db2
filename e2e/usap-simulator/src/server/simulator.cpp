#include "server/simulator.hpp"

#include <httplib.h>

#include <map>
#include <stdexcept>
#include <thread>

#include "lgm/crypto/crypto.hpp"
#include "lgm/http/client.hpp"
#include "oauth/oauth.hpp"
#include "portal/page.hpp"
#include "server/answers.hpp"
#include "tickets/tickets.hpp"

namespace lgm::usap_simulator {
namespace {

using json::Array;
using json::Object;
using json::Value;

constexpr std::size_t kMostInABatch = 100;

void send(httplib::Response& response, int status, const Value& value) {
  response.status = status;
  response.set_content(json::to_text(value), "application/json");
}
void refuse(httplib::Response& response, int status, const char* detail) {
  send(response, status, Object{{"detail", detail}});
}

std::optional<Value> object_of(const httplib::Request& request) {
  auto body = json::parse_or_nothing(request.body);
  if (!body || !body->object()) return std::nullopt;
  return body;
}

Options without_end_slash(Options options) {
  while (options.console_url.ends_with('/')) options.console_url.pop_back();
  return options;
}

OauthClient oauth_client(const Options& options) {
  std::string redirect_uri = options.redirect_uri;
  const std::string& console = options.console_url;
  if (redirect_uri.empty())
    redirect_uri =
        console.substr(0, console.find('/', console.find("://") + 3)) + "/dbmanage/api/v1/auth/callback";
  return {options.client_id, options.client_secret, redirect_uri};
}

Oauth::Parameter parameter_of(const httplib::Request& request) {
  return [&request](const std::string& name) { return request.get_param_value(name.c_str()); };
}

// Tickets pass through here: nothing is kept, no address is passed on.
void common_headers(httplib::Response& response) {
  response.set_header("Cache-Control", "no-store");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("X-Content-Type-Options", "nosniff");
}

}  // namespace

class Simulator::Impl {
 public:
  Impl(Options options, const base::Clock& clock, base::Random& random)
      : options_(without_end_slash(std::move(options))),
        people_(options_.further_people),
        tickets_(clock, random),
        oauth_(oauth_client(options_), clock, random) {
    server_.set_payload_max_length(1024 * 1024);
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(100'000);
    server_.new_task_queue = [] { return new httplib::ThreadPool(32); };  // cpp-httplib owns and deletes it
    add_portal_calls();
    add_service_calls();
    add_oauth();
    add_control();
    add_page();
    server_.set_post_routing_handler(
        [](const httplib::Request&, httplib::Response& response) { common_headers(response); });
  }

  void start() {
    port_ = options_.port == 0 ? server_.bind_to_any_port(options_.address)
                               : (server_.bind_to_port(options_.address, options_.port) ? options_.port : -1);
    if (port_ <= 0)
      throw std::runtime_error("cannot listen on " + options_.address + ":" + std::to_string(options_.port));
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }

  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

  std::int64_t calls(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = calls_.find(name);
    return found == calls_.end() ? 0 : found->second;
  }

  const Options options_;
  People people_;
  BehaviourSwitch behaviour_;
  Tickets tickets_;
  Oauth oauth_;
  int port_ = 0;

 private:
  using Request = httplib::Request;
  using Response = httplib::Response;
  using Answer = std::function<void(const Request&, Response&)>;

  // Around every call of the contract: counted, delayed, spoiled.
  Answer call(const char* name, Answer answer) {
    return [this, name = std::string(name), answer = std::move(answer)](const Request& request,
                                                                        Response& response) {
      const Behaviour behaviour = behaviour_.take(name);
      {
        const std::lock_guard lock(mutex_);
        ++calls_[name];
      }
      if (behaviour.latency_ms > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(behaviour.latency_ms));
      if (!replaces_answer(behaviour.mode)) answer(request, response);
      Spoiled spoiled = spoil(behaviour.mode, response.status == -1 ? 200 : response.status, response.body);
      if (!spoiled.changed) return;
      if (spoiled.drop) {
        response.body.clear();
        // A length that is never reached: the connection is closed in the middle.
        response.set_content_provider(1024, "application/json",
                                      [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
        return;
      }
      response.status = spoiled.status;
      if (!spoiled.location.empty()) response.set_header("Location", spoiled.location);
      response.body.clear();
      response.headers.erase("Content-Type");
      response.set_content(spoiled.body, spoiled.content_type.c_str());
    };
  }

  bool known_client(const Request& request, Response& response) const {
    const bool known =
        crypto::equal_constant_time(request.get_header_value("X-Client-ID"), options_.client_id) &&
        crypto::equal_constant_time(request.get_header_value("X-Client-Secret"), options_.client_secret);
    if (!known) refuse(response, 401, "unknown client");
    return known;
  }

  void add_portal_calls() {
    server_.Post("/api/auth/login", call("portal", [this](const Request& request, Response& response) {
                   const auto body = object_of(request);
                   if (!body) return refuse(response, 422, "the body is not a JSON object");
                   const auto person = people_.find(body->text_at("username").value_or(""));
                   if (!person || person->password != body->text_at("password").value_or(""))
                     return refuse(response, 401, "wrong user name or password");
                   if (!person->active) return refuse(response, 403, "this user is disabled");
                   send(response, 200,
                        Object{{"success", true},
                               {"session_id", tickets_.sign_in(person->user_id)},
                               {"user_id", person->user_id},
                               {"user_name", person->user_name},
                               {"expires_in", static_cast<std::int64_t>(Tickets::kSessionLife.count())}});
                 }));
    server_.Post("/api/auth/ticket", call("portal", [this](const Request& request, Response& response) {
                   const auto body = object_of(request);
                   const auto user =
                       body ? tickets_.user_of(body->text_at("session_id").value_or("")) : std::nullopt;
                   if (!user) return refuse(response, 401, "the session is unknown or over");
                   const auto target = body->text_at("target_system");
                   if (!target || target->empty()) return refuse(response, 422, "target_system is required");
                   send(response, 200,
                        Object{{"success", true},
                               {"ticket", tickets_.issue(*user, *target)},
                               {"expires_in", static_cast<std::int64_t>(Tickets::kTicketLife.count())},
                               {"target_system", *target}});
                 }));
  }

  void add_service_calls() {
    server_.Post("/api/auth/validate-ticket",
                 call("validate",
                      [this](const Request& request, Response& response) { validate(request, response); }));
    server_.Post("/api/users/batch", call("batch", [this](const Request& request, Response& response) {
                   batch(request, response);
                 }));
    server_.Get(R"(/api/users/(.+))", call("users", [this](const Request& request, Response& response) {
                  if (!known_client(request, response)) return;
                  const auto person = people_.find(request.matches[1]);
                  if (!person) return refuse(response, 404, "no such user");
                  Value body = person_body(*person, true);
                  body.set("status", person->active ? "active" : "disabled");
                  send(response, 200, body);
                }));
    // Where the mode "redirect" leads: nobody may follow.
    const auto redirected = call("redirected", [](const Request&, Response&) {});
    server_.Get("/redirected", redirected);
    server_.Post("/redirected", redirected);
    server_.Get("/api/health", call("health", [](const Request&, Response& response) {
                  send(response, 200, Object{{"status", "healthy"}, {"service", "usap-simulator"}});
                }));
  }

  void validate(const Request& request, Response& response) {
    if (!known_client(request, response)) return;
    const auto body = object_of(request);
    const auto redeemed =
        tickets_.redeem(body ? body->text_at("ticket").value_or("") : "", options_.client_id);
    switch (redeemed.fault) {
      case Tickets::Fault::None:
        break;
      case Tickets::Fault::Used:
        return refuse(response, 401, "ticket already used");
      case Tickets::Fault::Expired:
        return refuse(response, 401, "ticket expired");
      case Tickets::Fault::OtherTarget:
      case Tickets::Fault::Invalid:
        return refuse(response, 401, "ticket invalid");
    }
    const auto person = people_.find(redeemed.user_id);
    if (!person) return refuse(response, 401, "ticket invalid");
    Value answer = person_body(*person, true);
    answer.set("valid", true);
    send(response, 200, answer);
  }

  void batch(const Request& request, Response& response) {
    if (!known_client(request, response)) return;
    const auto body = object_of(request);
    const Value* ids = body ? body->find("user_ids") : nullptr;
    if (!ids || !ids->array()) return refuse(response, 422, "user_ids must be a list");
    if (ids->array()->size() > kMostInABatch) return refuse(response, 422, "at most 100 user_ids");
    Array users, missing;
    for (const Value& id : *ids->array()) {
      const auto person = id.string() ? people_.find(*id.string()) : std::nullopt;
      if (person)
        users.push_back(person_body(*person, false));
      else
        missing.push_back(id);
    }
    send(response, 200, Object{{"users", std::move(users)}, {"not_found", std::move(missing)}});
  }

  std::string issuer() const { return "http://" + options_.address + ":" + std::to_string(port_); }

  // The browser's part is not of the calls that are spoiled: its modes are told to Oauth.
  void add_oauth() {
    server_.Get("/oauth/authorize", [this](const Request& request, Response& response) {
      const auto asked = parameter_of(request);
      if (const auto fault = oauth_.fault_of(asked)) return refuse(response, 400, fault->c_str());
      response.set_content(sign_in_page(people_.all(), asked, ""), "text/html; charset=utf-8");
    });
    server_.Post("/oauth/authorize",
                 [this](const Request& request, Response& response) { authorize(request, response); });
    server_.Post("/oauth/token", call("token", [this](const Request& request, Response& response) {
                   const auto redeemed =
                       oauth_.redeem(parameter_of(request), request.get_header_value("Authorization"));
                   if (!redeemed.error.empty())
                     return send(response, redeemed.error == "invalid_client" ? 401 : 400,
                                 Object{{"error", redeemed.error}});
                   send(response, 200,
                        Object{{"access_token", redeemed.access_token},
                               {"token_type", "bearer"},
                               {"expires_in", static_cast<std::int64_t>(Oauth::kTokenLife.count())}});
                 }));
    server_.Get("/oauth/userinfo", call("userinfo", [this](const Request& request, Response& response) {
                  const auto user = oauth_.user_of(request.get_header_value("Authorization"));
                  const auto person = user ? people_.find(*user) : std::nullopt;
                  if (!person) return refuse(response, 401, "the token is unknown or over");
                  Value answer = person_body(*person, true);
                  answer.set("valid", true);
                  answer.set("sub", *user);
                  if (!person->active) answer.set("status", "disabled");
                  send(response, 200, answer);
                }));
  }

  void authorize(const Request& request, Response& response) {
    const auto asked = parameter_of(request);
    if (const auto fault = oauth_.fault_of(asked)) return refuse(response, 400, fault->c_str());
    const auto person = people_.find(request.get_param_value("username"));
    if (!person || !person->active || person->password != request.get_param_value("password")) {
      response.status = 401;
      return response.set_content(sign_in_page(people_.all(), asked, "Wrong, or disabled"),
                                  "text/html; charset=utf-8");
    }
    const Behaviour behaviour = behaviour_.take("authorize");
    {
      const std::lock_guard lock(mutex_);
      ++calls_["authorize"];
    }
    response.set_redirect(oauth_.sent_back(asked, person->user_id, issuer(), behaviour.mode), 303);
  }

  void add_control() {
    server_.Post("/simulator/behaviour", [this](const Request& request, Response& response) {
      std::vector<describe::Fault> faults;
      const auto body = object_of(request);
      if (!body) return refuse(response, 422, "the body is not a JSON object");
      auto draft = describe::decode<Behaviour>(*body, describe::Purpose::Plain, faults);
      if (!faults.empty()) return refuse(response, 422, (faults[0].pointer + " " + faults[0].detail).c_str());
      behaviour_.set(draft.value);
      send(response, 200, *json::parse_or_nothing(describe::to_json(draft.value)));
    });
    server_.Get("/simulator/behaviour", [this](const Request&, Response& response) {
      send(response, 200, *json::parse_or_nothing(describe::to_json(behaviour_.get())));
    });
    server_.Get("/simulator/calls", [this](const Request&, Response& response) {
      Object counts;
      {
        const std::lock_guard lock(mutex_);
        for (const auto& [name, count] : calls_) counts.emplace_back(name, count);
      }
      send(response, 200, std::move(counts));
    });
    server_.Post("/simulator/expire-tickets", [this](const Request&, Response& response) {
      tickets_.expire_all();
      send(response, 200, Object{{"message", "every ticket that is out has expired"}});
    });
    server_.Put(R"(/simulator/people/([^/]+)/active)", [this](const Request& request, Response& response) {
      const auto body = object_of(request);
      const auto active = body ? body->flag_at("active") : std::nullopt;
      if (!active) return refuse(response, 422, "active must be true or false");
      if (!people_.set_active(request.matches[1], *active)) return refuse(response, 404, "no such user");
      send(response, 200, Object{{"user_id", std::string(request.matches[1])}, {"active", *active}});
    });
    server_.Delete(R"(/simulator/people/([^/]+))", [this](const Request& request, Response& response) {
      if (!people_.remove(request.matches[1])) return refuse(response, 404, "no such user");
      send(response, 200, Object{{"message", "removed"}});
    });
    server_.Post("/simulator/reset", [this](const Request&, Response& response) {
      people_.reset();
      behaviour_.set({});
      send(response, 200, Object{{"message", "as at the start"}});
    });
  }

  void page(const Request& request, Response& response, const std::string& lang, std::string message) {
    PortalPage page;
    page.language = language_of(lang, request.get_header_value("Accept-Language"));
    page.people = people_.all();
    page.console_url = options_.console_url;
    page.message = std::move(message);
    response.set_header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'");
    response.set_content(render(page), "text/html; charset=utf-8");
  }

  void add_page() {
    server_.Get("/", [this](const Request& request, Response& response) {
      page(request, response, request.get_param_value("lang"), "");
    });
    server_.Post("/portal/sign-in", [this](const Request& request, Response& response) {
      const auto person = people_.find(request.get_param_value("username"));
      const std::string lang = request.get_param_value("lang");
      const bool chinese =
          language_of(lang, request.get_header_value("Accept-Language")) == Language::Chinese;
      if (!person || person->password != request.get_param_value("password")) {
        response.status = 401;
        return page(request, response, lang,
                    chinese ? "用户名或密码错误" : "The user name or the password is wrong");
      }
      if (!person->active) {
        response.status = 403;
        return page(request, response, lang, chinese ? "该用户已停用" : "This user is disabled");
      }
      if (options_.console_url.empty()) {
        response.status = 409;
        return page(request, response, lang, "");
      }
      const std::string ticket = tickets_.issue(person->user_id, options_.client_id);
      response.set_redirect(options_.console_url + "/sso/login?ticket=" + http::encode_component(ticket),
                            303);
    });
  }

  httplib::Server server_;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::map<std::string, std::int64_t> calls_;
};

Simulator::Simulator(Options options, const base::Clock& clock, base::Random& random)
    : impl_(std::make_unique<Impl>(std::move(options), clock, random)) {}
Simulator::~Simulator() {
  stop();
}
void Simulator::start() {
  impl_->start();
}
void Simulator::stop() {
  impl_->stop();
}
std::uint16_t Simulator::port() const {
  return static_cast<std::uint16_t>(impl_->port_);
}
People& Simulator::people() {
  return impl_->people_;
}
BehaviourSwitch& Simulator::behaviour() {
  return impl_->behaviour_;
}
std::string Simulator::ticket_for(const std::string& user_id, const std::string& target_system) {
  return impl_->tickets_.issue(user_id, target_system);
}
void Simulator::expire_tickets() {
  impl_->tickets_.expire_all();
}
std::int64_t Simulator::calls(const std::string& name) const {
  return impl_->calls(name);
}

}  // namespace lgm::usap_simulator
