#include "playground/playground.hpp"

#include <algorithm>
#include <cmath>

namespace lgm::admin::playground {
namespace {

constexpr std::size_t kRequestIdColumn = 64;
constexpr std::int64_t kFailed = -1;

template <class T>
PlaygroundFlags flags_of(const T& wanted) {
  return {wanted.use_customize_white, wanted.use_customize_words, wanted.use_customize_rule,
          wanted.use_vip_black, wanted.use_vip_white};
}

std::string question(const service::Actor& actor, const Try& wanted, const Text& text) {
  json::Value request = policy_rows::json_of(wanted.flags);
  request.set("request_id", actor.request_id);
  request.set("app_id", wanted.app_id);
  request.set("direction", text.direction);
  request.set("text", text.text);
  return json::to_text(json::Object{{"at", "live"}, {"request", std::move(request)}});
}

std::int64_t score_of(const json::Value& answer) {
  const auto* decision = answer.find("final_decision");
  return (decision ? decision->integer_at("score") : std::nullopt).value_or(0);
}

// What the guard refuses for the caller's sake is refused alike; everything else is ours to have up.
service::Refusal refusal_of(const http::CallResult& result) {
  const bool answered = result.error == http::CallError::None;
  if (answered && (result.status == 404 || result.status == 409 || result.status == 422)) {
    const auto problem = json::parse_or_nothing(result.body).value_or(json::Value());
    return service::Refusal({result.status,
                             problem.text_at("code").value_or("refused_by_guard"),
                             problem.text_at("detail").value_or("The guard refused this text"),
                             {},
                             {}});
  }
  return service::unavailable("guard_unavailable", "The guard cannot be reached at the moment; try again");
}

// MySQL keeps the members of an object in an order of its own: they are shown by name, whatever the store.
json::Value by_name(json::Value value) {
  if (auto* items = value.array())
    for (auto& item : *items) item = by_name(std::move(item));
  if (auto* members = value.object()) {
    for (auto& [name, member] : *members) member = by_name(std::move(member));
    std::sort(members->begin(), members->end(),
              [](const json::Member& a, const json::Member& b) { return a.first < b.first; });
  }
  return value;
}

PlaygroundTry answered(PlaygroundRow row) {
  const auto in = [](std::optional<double> milliseconds, double unit) {
    return milliseconds ? std::optional<std::int64_t>(std::llround(*milliseconds * unit)) : std::nullopt;
  };
  return {std::move(row.id),
          std::move(row.request_id),
          std::move(row.playground_type),
          std::move(row.app_id),
          by_name(std::move(row.input_data)),
          by_name(std::move(row.config_snapshot)),
          by_name(std::move(row.output_data)),
          row.score,
          in(row.latency, 1),
          in(row.upstream_latency, 1),
          in(row.latency, 1000),
          in(row.upstream_latency, 1000),
          row.created_at};
}

double milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

// What became of a try.
struct Playground::Outcome {
  std::string answer;  // JSON text
  json::Value data;    // of the history
  std::int64_t score = 0;
  double latency = 0, upstream = 0;  // milliseconds
  std::optional<service::Refusal> refusal;
};

Try try_of(const InputTry& wanted) {
  return {"INPUT",
          wanted.app_id,
          {{"INPUT", wanted.input_prompt}},
          json::Object{{"input_prompt", wanted.input_prompt}},
          flags_of(wanted)};
}

Try try_of(const OutputTry& wanted) {
  json::Value data(json::Object{{"output_text", wanted.output_text}});
  if (wanted.input_prompt) data.set("input_prompt", *wanted.input_prompt);
  return {"OUTPUT", wanted.app_id, {{"OUTPUT", wanted.output_text}}, std::move(data), flags_of(wanted)};
}

Try try_of(const FullTry& wanted) {
  return {"FULL",
          wanted.app_id,
          {{"INPUT", wanted.input_prompt}, {"OUTPUT", wanted.output_text}},
          json::Object{{"input_prompt", wanted.input_prompt}, {"output_text", wanted.output_text}},
          flags_of(wanted)};
}

Playground::Outcome Playground::ask(const service::Actor& actor, const Try& wanted, const Text& text) const {
  http::Call call;
  call.method = http::Method::Post;
  call.target = "/internal/v1/guard/try";
  call.body = question(actor, wanted, text);
  call.idempotent = true;  // deciding leaves nothing behind
  const auto result = guard_ ? guard_->call(call) : http::CallResult{http::CallError::Connect, 0, {}, {}, {}};
  Outcome outcome;
  outcome.upstream = milliseconds(result.elapsed);
  auto answer = result.ok() ? json::parse_or_nothing(result.body) : std::nullopt;
  if (answer && answer->object()) {
    outcome.answer = result.body;
    outcome.score = score_of(*answer);
    outcome.data = std::move(*answer);
  } else {
    outcome.refusal = refusal_of(result);
    outcome.score = kFailed;
    const auto& problem = outcome.refusal->problem();
    outcome.data = json::Object{{"error", problem.detail}, {"code", problem.code}};
  }
  return outcome;
}

Playground::Outcome Playground::decide(const service::Actor& actor, const Try& wanted) const {
  const auto begun = clock_.steady();
  Outcome whole = ask(actor, wanted, wanted.texts.front());
  if (wanted.texts.size() > 1 && !whole.refusal) {
    Outcome output = ask(actor, wanted, wanted.texts.back());
    output.upstream += whole.upstream;
    if (!output.refusal) {
      output.answer = "{\"input\":" + whole.answer + ",\"output\":" + output.answer + "}";
      output.data = json::Object{{"input", std::move(whole.data)}, {"output", std::move(output.data)}};
      output.score = std::max(whole.score, output.score);
    }
    whole = std::move(output);
  }
  whole.latency = milliseconds(clock_.steady() - begun);
  return whole;
}

void Playground::keep(const service::Actor& actor, const Try& wanted, const Outcome& outcome) {
  store_.change(actor, [&](Work& work) {
    const PlaygroundRow row{work.new_id(),
                            actor.request_id.substr(0, kRequestIdColumn),
                            std::string(wanted.type),
                            wanted.app_id,
                            wanted.input_data,
                            policy_rows::json_of(wanted.flags),
                            outcome.data,
                            outcome.score,
                            outcome.latency,
                            outcome.upstream,
                            work.now()};
    describe::insert(work.session(), row, {{"created_by", actor.uid}});
    // The texts stand in the history alone, whose retention is shorter.
    work.audit(
        {row.id, row.app_id, json::Object{{"playground_type", row.playground_type}, {"score", row.score}}});
  });
}

std::string Playground::run(const service::Actor& actor, const Try& wanted) {
  store_.read([&](sql::Session& session) { policy_rows::require_known_scenario(session, wanted.app_id); });
  Outcome outcome = decide(actor, wanted);
  keep(actor, wanted, outcome);
  if (outcome.refusal) throw service::Refusal(outcome.refusal->problem());
  return std::move(outcome.answer);
}

policy_rows::Listing<PlaygroundTry> history(sql::Session& session, const HistoryQuery& wanted,
                                            const permissions::Reach& reach) {
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "app_id", reach.everywhere ? nullptr : &reach.scenarios);
  if (wanted.app_id) policy_rows::match_exactly(filter, "app_id", *wanted.app_id);
  if (wanted.playground_type) filter.add("`playground_type` = ?", {*wanted.playground_type});
  const service::Page page{(wanted.page - 1) * wanted.size, wanted.size};
  auto kept = policy_rows::list<PlaygroundRow>(session, filter, "`created_at` DESC, `id` DESC", page);
  policy_rows::Listing<PlaygroundTry> found{{}, kept.total};
  for (PlaygroundRow& row : kept.rows) found.rows.push_back(answered(std::move(row)));
  return found;
}

}  // namespace lgm::admin::playground
