#include "edge/stream_answer.hpp"

#include "edge/base64.hpp"

#include <logbeam/timestamp.hpp>

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

ErrorCode code_of(std::uint64_t number) {
    switch (number) {
        case no_such_stream: return ErrorCode::not_found;
        case wrong_last_sequence: return ErrorCode::refused;
        default: return ErrorCode::store_unavailable;
    }
}

Error error_of(Members problem) {
    const auto number = problem.natural("err_code");
    return {code_of(number), "JetStream says: " + problem.text("description") + " (" + std::to_string(number) + ")"};
}

bool takes(const Value::Array& subjects, std::string_view subject) {
    for (const Value& each : subjects) {
        if (each.as_string() != nullptr && *each.as_string() == subject) return true;
    }
    return false;
}

template <class Number>
bool read_number(std::string_view text, Number& number) noexcept {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::uint64_t error_number(std::string_view json) {
    auto answer = read(json);
    return answer && answer->has("error") ? Members{answer->object("error")}.natural("err_code") : 0;
}

Result<Members> read_answer(std::string_view json) {
    auto answer = read(json);
    if (!answer) return not_understood("it is no object");
    if (answer->has("error")) return error_of(Members{answer->object("error")});
    return *std::move(answer);
}

Result<void> check_understood(std::initializer_list<const Members*> read) {
    for (const Members* each : read) {
        if (!each->problem().empty()) return not_understood(each->problem());
    }
    return {};
}

Error unanswered(const Error& error) {
    if (error.code != ErrorCode::not_found) return error;
    return {ErrorCode::store_unavailable, "nobody answers for JetStream: " + error.detail};
}

Result<StreamState> parse_bucket(std::string_view json, std::string_view subject) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members config{answer->object("config", Need::required), "config"};
    Members state{answer->object("state", Need::required), "state"};
    const StreamState stream{state.natural("messages", Need::required), state.natural("last_seq", Need::required),
                             takes(config.array("subjects"), subject)};
    if (auto understood = check_understood({&*answer, &config, &state}); !understood) return understood.error();
    return stream;
}

Result<std::uint64_t> parse_stored(std::string_view json) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    const auto sequence = answer->natural("seq", Need::required);
    if (auto understood = check_understood({&*answer}); !understood) return understood.error();
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
    if (auto understood = check_understood({&*answer, &message}); !understood) return understood.error();
    if (!value || !headers) return not_understood("message: expected base64");
    const bool is_removed = headers->find(operation) != std::string::npos;
    return Found{is_removed ? std::nullopt : std::move(value), sequence};
}

Result<std::int64_t> parse_message_time(std::string_view json) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members message{answer->object("message", Need::required), "message"};
    const auto time = parse_rfc3339(message.text("time", Need::required));
    if (auto understood = check_understood({&*answer, &message}); !understood) return understood.error();
    if (!time) return not_understood("message: expected a time");
    return time->time_since_epoch().count();
}

Result<std::uint64_t> parse_pending(std::string_view json) {
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members delivered{answer->object("delivered")};
    const auto all = answer->natural("num_pending", Need::required) + delivered.natural("consumer_seq");
    if (auto understood = check_understood({&*answer}); !understood) return understood.error();
    return all;
}

std::optional<Delivered> parse_delivered(std::string_view reply) noexcept {
    std::array<std::string_view, 12> tokens;
    std::size_t count = 0;
    while (count < tokens.size()) {
        const std::size_t dot = reply.find('.');
        tokens[count++] = reply.substr(0, dot);
        if (dot == std::string_view::npos) break;
        reply.remove_prefix(dot + 1);
    }
    if (count < 9 || tokens[0] != "$JS" || tokens[1] != "ACK") return std::nullopt;
    const std::size_t at = count == 9 ? 5 : 7;  // behind stream, consumer and tries
    Delivered delivered;
    const bool is_whole = read_number(tokens[at], delivered.stream_seq) &&
                          read_number(tokens[at + 1], delivered.consumer_seq) &&
                          read_number(tokens[at + 2], delivered.time) && read_number(tokens[at + 3], delivered.pending);
    return is_whole ? std::optional{delivered} : std::nullopt;
}

}  // namespace logbeam::edge
