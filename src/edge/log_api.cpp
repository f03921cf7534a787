#include "edge/log_api.hpp"

#include "base/hash.hpp"
#include "edge/stream_answer.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <array>
#include <charconv>
#include <optional>

namespace logbeam::edge {
namespace {

using json::write_member;

constexpr std::string_view replicas_words = "replicas";
constexpr std::string_view no_peers_words = "no suitable peers";
constexpr std::chrono::nanoseconds duplicate_window = std::chrono::minutes{2};

const Value* member(const Value& object, std::string_view key) {
    const Fields* fields = object.as_object();
    return fields == nullptr ? nullptr : fields->find(key);
}

std::string text_of(const Value* value) {
    const std::string* text = value == nullptr ? nullptr : value->as_string();
    return text == nullptr ? std::string{} : *text;
}

std::uint64_t number_of(const Value* value) {
    return value == nullptr ? 0 : value->as_uint64().value_or(0);
}

// The answer, unless it is a refusal.
Result<Value> read(std::string_view json) {
    auto reply = Value::parse(json);
    if (!reply) return reply.error();
    const Value* error = member(*reply, "error");
    if (error == nullptr) return reply;
    const auto code =
        number_of(member(*error, "err_code")) == no_such_stream ? ErrorCode::not_found : ErrorCode::refused;
    return Error{code, "JetStream says: " + text_of(member(*error, "description"))};
}

void write_flag(JsonWriter& json, std::string_view key, bool is_so) {
    json.key(key);
    json.boolean(is_so);
}

std::uint64_t nanoseconds(std::chrono::nanoseconds time) {
    return static_cast<std::uint64_t>(time.count());
}

std::optional<std::uint64_t> number_in(std::string_view text) noexcept {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::string create_stream_request(const LogOptions& options, unsigned replicas) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "name", std::string_view{options.name});
    json.key("subjects");
    json.begin_array();
    for (const std::string& subject : options.subjects)
        json.string(subject);
    json.end_array();
    write_member(json, "storage", std::string_view{"file"});
    write_member(json, "retention", std::string_view{"limits"});
    write_member(json, "discard", std::string_view{"old"});
    write_member(json, "num_replicas", std::uint64_t{replicas});
    write_member(json, "max_age", nanoseconds(options.keep));
    if (options.keep_bytes != 0) write_member(json, "max_bytes", options.keep_bytes);
    write_member(json, "duplicate_window", nanoseconds(duplicate_window));
    json.end_object();
    return text;
}

Result<LogState> parse_stream(std::string_view json) {
    const auto reply = read(json);
    if (!reply) return reply.error();
    LogState state;
    const Value* config = member(*reply, "config");
    if (config != nullptr) state.name = text_of(member(*config, "name"));
    const std::string created = text_of(member(*reply, "created"));
    if (state.name.empty() || created.empty()) {
        return Error{ErrorCode::refused, "JetStream answers without a stream"};
    }
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), base::stable_hash(state.name + ' ' + created), 16);
    state.epoch = "log-" + std::string{digits.data(), end.ptr};
    if (const Value* held = member(*reply, "state"); held != nullptr) {
        state.first = number_of(member(*held, "first_seq"));
        state.last = number_of(member(*held, "last_seq"));
    }
    return state;
}

Result<std::string> parse_stream_names(std::string_view json) {
    const auto reply = read(json);
    if (!reply) return reply.error();
    const Value* names = member(*reply, "streams");
    if (names == nullptr || names->as_array() == nullptr || names->as_array()->empty()) return std::string{};
    return text_of(&names->as_array()->front());
}

bool wants_fewer_replicas(const Error& error) noexcept {
    return error.detail.find(replicas_words) != std::string::npos ||
           error.detail.find(no_peers_words) != std::string::npos;
}

std::string create_consumer_request(const std::string& stream, const std::string& deliver_to, std::uint64_t from) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "stream_name", std::string_view{stream});
    json.key("config");
    json.begin_object();
    write_member(json, "deliver_subject", std::string_view{deliver_to});
    write_member(json, "deliver_policy", std::string_view{"by_start_sequence"});
    write_member(json, "opt_start_seq", from);
    write_member(json, "ack_policy", std::string_view{"none"});
    write_member(json, "replay_policy", std::string_view{"instant"});
    write_member(json, "max_deliver", std::uint64_t{1});
    write_flag(json, "flow_control", true);
    write_member(json, "idle_heartbeat", nanoseconds(heartbeat));
    write_flag(json, "mem_storage", true);
    write_member(json, "num_replicas", std::uint64_t{1});
    json.end_object();
    json.end_object();
    return text;
}

Result<std::string> parse_consumer(std::string_view json) {
    const auto reply = read(json);
    if (!reply) return reply.error();
    std::string name = text_of(member(*reply, "name"));
    if (name.empty()) return Error{ErrorCode::refused, "JetStream answers without a consumer"};
    return name;
}

bool parse_stand(std::string_view reply, Stand& stand) noexcept {
    constexpr std::size_t most = 12;
    std::array<std::string_view, most> tokens{};
    std::size_t count = 0;
    while (count < most) {
        const std::size_t dot = reply.find('.');
        tokens[count++] = reply.substr(0, dot);
        if (dot == std::string_view::npos) break;
        reply.remove_prefix(dot + 1);
    }
    if (count < 9 || tokens[0] != "$JS" || tokens[1] != "ACK") return false;
    const std::size_t at = count == 9 ? 5 : 7;  // behind stream, consumer and tries
    const auto stream_seq = number_in(tokens[at]);
    const auto consumer_seq = number_in(tokens[at + 1]);
    const auto time = number_in(tokens[at + 2]);
    const auto pending = number_in(tokens[at + 3]);
    if (!stream_seq || !consumer_seq || !time || !pending) return false;
    stand = {*stream_seq, *consumer_seq, static_cast<std::int64_t>(*time), *pending};
    return true;
}

}  // namespace logbeam::edge
