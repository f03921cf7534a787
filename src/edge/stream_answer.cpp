#include "edge/stream_answer.hpp"

#include "edge/base64.hpp"
#include "event/members.hpp"

#include <logbeam/event.hpp>

#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace logbeam::edge {
namespace {

using event::Members;
using Need = Members::Need;

constexpr std::uint64_t wrong_last_sequence = 10071;
constexpr std::string_view operation = "KV-Operation:";

std::optional<Members> read(std::string_view json) {
    auto value = Value::parse(json);
    if (!value || value->as_object() == nullptr) return std::nullopt;
    return Members{*value->as_object()};
}

Error not_understood(std::string_view what) {
    return {ErrorCode::store_unavailable, std::string{"JetStream's answer is not understood: "}.append(what)};
}

Error error_of(Members problem) {
    const auto number = problem.natural("err_code");
    const auto code = number == wrong_last_sequence ? ErrorCode::refused : ErrorCode::store_unavailable;
    return {code, "JetStream: " + problem.text("description") + " (" + std::to_string(number) + ")"};
}

// An answer that is no error.
Result<Members> read_answer(std::string_view json) {
    auto answer = read(json);
    if (!answer) return not_understood("it is no object");
    if (answer->has("error")) return error_of(Members{answer->object("error")});
    return *std::move(answer);
}

bool takes(const Value::Array& subjects, std::string_view subject) {
    for (const Value& each : subjects) {
        if (each.as_string() != nullptr && *each.as_string() == subject) return true;
    }
    return false;
}

std::uint64_t number_in(std::string_view text) {
    std::uint64_t number = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::uint64_t error_number(std::string_view json) {
    auto answer = read(json);
    return answer && answer->has("error") ? Members{answer->object("error")}.natural("err_code") : 0;
}

Result<void> check_answer(std::string_view json) {
    const auto answer = read_answer(json);
    return answer ? Result<void>{} : answer.error();
}

Result<StreamState> parse_bucket(std::string_view json, std::string_view subject) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members config{answer->object("config", Need::required), "config"};
    Members state{answer->object("state", Need::required), "state"};
    const StreamState stream{state.natural("messages", Need::required), state.natural("last_seq", Need::required),
                             takes(config.array("subjects"), subject)};
    for (const Members* each : {&*answer, &config, &state}) {
        if (!each->problem().empty()) return not_understood(each->problem());
    }
    return stream;
}

Result<std::uint64_t> parse_stored(std::string_view json) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    const auto sequence = answer->natural("seq", Need::required);
    if (!answer->problem().empty()) return not_understood(answer->problem());
    return sequence;
}

Result<Found> parse_message(std::string_view json) {
    if (error_number(json) == no_such_message) return Found{};
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members message{answer->object("message", Need::required), "message"};
    const auto sequence = message.natural("seq", Need::required);
    auto value = from_base64(message.text("data"));
    const auto headers = from_base64(message.text("hdrs"));
    if (!answer->problem().empty()) return not_understood(answer->problem());
    if (!message.problem().empty()) return not_understood(message.problem());
    if (!value || !headers) return not_understood("message: expected base64");
    const bool is_removed = headers->find(operation) != std::string::npos;
    return Found{is_removed ? std::nullopt : std::move(value), sequence};
}

Result<std::uint64_t> parse_pending(std::string_view json) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members delivered{answer->object("delivered")};
    const auto all = answer->natural("num_pending", Need::required) + delivered.natural("consumer_seq");
    if (!answer->problem().empty()) return not_understood(answer->problem());
    return all;
}

// `$JS.ACK.<stream>.<consumer>.<times>.<stream sequence>.<consumer sequence>.<time>.<pending>`, and from some servers
// with a domain and an account before the stream, and a token behind.
std::optional<Delivered> parse_delivered(std::string_view reply) {
    std::array<std::string_view, 12> tokens;
    std::size_t count = 0;
    for (; count < tokens.size() && !reply.empty(); ++count) {
        const auto end = reply.find('.');
        tokens[count] = reply.substr(0, end);
        reply = end == std::string_view::npos ? std::string_view{} : reply.substr(end + 1);
    }
    if (count < 9 || tokens[0] != "$JS" || tokens[1] != "ACK") return std::nullopt;
    const std::size_t shift = count == 9 ? 0 : 2;
    if (count < 9 + shift) return std::nullopt;
    return Delivered{number_in(tokens[5 + shift]), number_in(tokens[6 + shift]), number_in(tokens[8 + shift])};
}

}  // namespace logbeam::edge
