#include "edge/log_api.hpp"

#include "base/hash.hpp"
#include "edge/stream_answer.hpp"
#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <array>
#include <charconv>

namespace logbeam::edge {
namespace {

using event::Members;
using json::write_flag;
using json::write_member;
using Need = Members::Need;

constexpr std::string_view replicas_words = "replicas";
constexpr std::string_view no_peers_words = "no suitable peers";
constexpr std::chrono::nanoseconds duplicate_window = std::chrono::minutes{2};

std::uint64_t nanoseconds(std::chrono::nanoseconds time) {
    return static_cast<std::uint64_t>(time.count());
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
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    Members config{answer->object("config", Need::required), "config"};
    Members held{answer->object("state", Need::required), "state"};
    const std::string created = answer->text("created", Need::required);
    LogState state;
    state.name = config.text("name", Need::required);
    state.first = held.natural("first_seq", Need::required);
    state.last = held.natural("last_seq", Need::required);
    if (auto understood = check_understood({&*answer, &config, &held}); !understood) return understood.error();
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), base::stable_hash(state.name + ' ' + created), 16);
    state.epoch = "log-" + std::string{digits.data(), end.ptr};
    return state;
}

Result<std::string> parse_stream_names(std::string_view json) {
    const auto problem = error_number(json);
    if (problem == not_for_account || problem == not_enabled) {
        return Error{ErrorCode::not_found, "JetStream is not enabled for this account"};
    }
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    const auto names = answer->array("streams");
    if (auto understood = check_understood({&*answer}); !understood) return understood.error();
    const std::string* first = names.empty() ? nullptr : names.front().as_string();
    return first == nullptr ? std::string{} : *first;
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
    auto answer = read_answer(json);
    if (!answer) return answer.error();
    std::string name = answer->text("name", Need::required);
    if (auto understood = check_understood({&*answer}); !understood) return understood.error();
    return name;
}

}  // namespace logbeam::edge
