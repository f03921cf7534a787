#include "transport/nats/stream_reply.hpp"

#include "event/topic_match.hpp"

#include <logbeam/event.hpp>

#include <algorithm>

namespace logbeam::transport {

namespace {

constexpr std::int64_t message_too_large = 10'054;  // err_codes of the server
constexpr std::int64_t not_enabled = 10'039;

const Value* member(const Value& object, std::string_view key) {
    const Fields* fields = object.as_object();
    return fields == nullptr ? nullptr : fields->find(key);
}

std::string text_of(const Value* value) {
    const std::string* text = value == nullptr ? nullptr : value->as_string();
    return text == nullptr ? std::string{} : *text;
}

std::optional<std::int64_t> number_of(const Value* value) {
    return value == nullptr ? std::nullopt : value->as_int64();
}

bool is_true(const Value* value) {
    return value != nullptr && value->as_bool().value_or(false);
}

StreamInfo stream_of(const Value& config) {
    StreamInfo stream;
    stream.name = text_of(member(config, "name"));
    const Value* subjects = member(config, "subjects");
    if (subjects != nullptr && subjects->as_array() != nullptr) {
        for (const Value& subject : *subjects->as_array()) {
            stream.subjects.push_back(text_of(&subject));
        }
    }
    if (const auto most = number_of(member(config, "max_msg_size")); most && *most > 0) {
        stream.max_message = static_cast<std::size_t>(*most);
    }
    return stream;
}

}  // namespace

Result<StreamList> parse_stream_list(std::string_view json) {
    const auto reply = Value::parse(json);
    if (!reply) return reply.error();
    if (const Value* error = member(*reply, "error")) {
        const bool is_for_ever = number_of(member(*error, "err_code")) == not_enabled;
        return Error{is_for_ever ? ErrorCode::not_found : ErrorCode::refused,
                     "JetStream says: " + text_of(member(*error, "description"))};
    }
    StreamList found;
    const Value* missing = member(*reply, "missing");
    found.is_whole = missing == nullptr || missing->as_array() == nullptr || missing->as_array()->empty();
    const Value* list = member(*reply, "streams");
    if (list == nullptr || list->as_array() == nullptr) return found;
    for (const Value& each : *list->as_array()) {
        const Value* config = member(each, "config");
        if (config == nullptr || is_true(member(*config, "no_ack")) || is_true(member(*config, "sealed"))) continue;
        found.streams.push_back(stream_of(*config));
    }
    return found;
}

std::optional<PublishRefusal> parse_publish_reply(std::string_view json) {
    const auto reply = Value::parse(json);
    if (!reply) return PublishRefusal{false, "an answer that is no JSON"};
    if (const Value* error = member(*reply, "error")) {
        const bool is_final = number_of(member(*error, "err_code")) == message_too_large;
        return PublishRefusal{is_final, text_of(member(*error, "description"))};
    }
    if (text_of(member(*reply, "stream")).empty()) return PublishRefusal{false, "an answer without a stream"};
    // A leader answers so to what it has proposed and its followers have not confirmed: it may yet be lost.
    if (number_of(member(*reply, "seq")).value_or(0) <= 0)
        return PublishRefusal{false, "its first copy is not stored yet"};
    return std::nullopt;
}

const StreamInfo* stream_for(const std::vector<StreamInfo>& streams, std::string_view subject) noexcept {
    for (const StreamInfo& stream : streams) {
        const bool takes = std::any_of(stream.subjects.begin(), stream.subjects.end(), [&](const std::string& pattern) {
            return event::topic_matches(pattern, subject);
        });
        if (takes) return &stream;
    }
    return nullptr;
}

}  // namespace logbeam::transport
