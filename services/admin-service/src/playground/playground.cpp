#include "playground/playground.hpp"

#include <algorithm>

#include "lgm/contracts/guard.hpp"

namespace lgm::admin::playground {
namespace {

constexpr std::size_t kRequestIdColumn = 64;
constexpr std::int64_t kFailed = -1;
constexpr std::size_t kLarge =
    256 * 1024;  // bytes of a body that a busy guard refuses (its large_texts_busy)

template <class T>
PlaygroundFlags flags_of(const T& wanted) {
  return {wanted.use_customize_white, wanted.use_customize_words, wanted.use_customize_rule,
          wanted.use_vip_black, wanted.use_vip_white};
}

std::string question(const service::Actor& actor, const Try& wanted, const Text& text) {
  contracts::Try asked;
  auto& request = asked.request;
  request.request_id = actor.request_id;
  request.app_id = wanted.app_id;
  request.direction = text.direction;
  request.text = text.text;
  request.use_customize_white = wanted.flags.use_customize_white;
  request.use_customize_words = wanted.flags.use_customize_words;
  request.use_customize_rule = wanted.flags.use_customize_rule;
  request.use_vip_white = wanted.flags.use_vip_white;
  request.use_vip_black = wanted.flags.use_vip_black;
  return describe::to_json(asked);
}

std::int64_t score_of(const json::Value& answer) {
  return describe::decode_trusted<contracts::TryAnswer>(answer)
      .value_or(contracts::TryAnswer{})
      .final_decision.score;
}

bool is_for_the_caller(int status, const json::Value& problem) {
  return status == 404 || status == 409 || status == 422 ||
         (status == 503 && problem.text_at("code") == "large_texts_busy");
}

// What the guard refuses for the caller's sake, or until later, is refused alike; everything else is ours to
// have up.
service::Refusal refusal_of(const http::CallResult& result) {
  const bool answered = result.error == http::CallError::None;
  const auto problem =
      (answered ? json::parse_or_nothing(result.body) : std::nullopt).value_or(json::Value());
  if (answered && is_for_the_caller(result.status, problem)) {
    const auto code = service::ProblemCode::find(problem.text_at("code").value_or(""));
    service::Problem passed_on{result.status,
                               code.value_or(service::ProblemCode("refused_by_guard")),
                               problem.text_at("detail").value_or("The guard refused this text"),
                               {},
                               {}};
    if (const json::Value* facts = problem.find("facts"); facts && facts->object())
      passed_on.facts = *facts->object();
    if (const auto later = result.headers.get("Retry-After"))
      passed_on.headers.set("Retry-After", std::string(*later));
    return service::Refusal(std::move(passed_on));
  }
  return service::unavailable("guard_unavailable", "The guard cannot be reached at the moment; try again",
                              service::cause_of("guard-service", result));
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
  call.target = contracts::kTry.path;
  call.body = question(actor, wanted, text);
  // Deciding leaves nothing behind; but a guard that is busy with large texts is not asked at once again.
  call.idempotent = call.body.size() <= kLarge;
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
    outcome.data = json::Object{{"error", problem.detail}, {"code", problem.code.text()}};
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
    // The texts stand in the history alone.
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

}  // namespace lgm::admin::playground
