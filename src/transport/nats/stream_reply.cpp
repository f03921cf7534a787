#include "transport/nats/stream_reply.hpp"

#include "event/members.hpp"
#include "event/topic_match.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace logbeam::transport {

namespace {

using event::Members;

constexpr std::uint64_t message_too_large = 10'054;  // err_codes of the server
constexpr std::uint64_t not_for_account = 10'039;
constexpr std::uint64_t not_enabled = 10'076;

std::optional<Members> members_of(Value value) {
    Fields* object = value.as_object();
    return object == nullptr ? std::nullopt : std::optional<Members>{std::move(*object)};
}

std::optional<Members> read(std::string_view json) {
    auto reply = Value::parse(json);
    return reply ? members_of(*std::move(reply)) : std::nullopt;
}

Error no_streams(Members problem) {
    const auto number = problem.natural("err_code");
    const bool is_for_ever = number == not_for_account || number == not_enabled;
    return {is_for_ever ? ErrorCode::not_found : ErrorCode::refused, "JetStream says: " + problem.text("description")};
}

StreamInfo stream_of(Members config) {
    StreamInfo stream;
    stream.name = config.text("name");
    for (Value& subject : config.array("subjects")) {
        if (std::string* pattern = subject.as_string()) stream.subjects.push_back(std::move(*pattern));
    }
    if (const auto most = config.natural("max_msg_size"); most > 0) stream.max_message = most;
    return stream;
}

}  // namespace

Result<StreamList> parse_stream_list(std::string_view json) {
    auto reply = read(json);
    if (!reply) return Error{ErrorCode::refused, "JetStream's list of streams is no object"};
    if (reply->has("error")) return no_streams(Members{reply->object("error")});
    StreamList found;
    found.is_whole = reply->array("missing").empty();
    for (Value& each : reply->array("streams")) {
        auto stream = members_of(std::move(each));
        if (!stream) continue;
        Members config{stream->object("config")};
        if (config.has("name") && !config.flag("no_ack") && !config.flag("sealed"))
            found.streams.push_back(stream_of(std::move(config)));
    }
    return found;
}

std::optional<PublishRefusal> parse_publish_reply(std::string_view json) {
    auto reply = read(json);
    if (!reply) return PublishRefusal{false, "an answer that is no object"};
    if (reply->has("error")) {
        Members problem{reply->object("error")};
        return PublishRefusal{problem.natural("err_code") == message_too_large, problem.text("description")};
    }
    if (reply->text("stream").empty()) return PublishRefusal{false, "an answer without a stream"};
    // A leader answers so to what it has proposed and its followers have not confirmed: it may yet be lost.
    if (reply->natural("seq") == 0) return PublishRefusal{false, "its first copy is not stored yet"};
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
