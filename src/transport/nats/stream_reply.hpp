#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What JetStream answers, as JSON. Pure.
namespace logbeam::transport {

// A stream that answers for what it takes.
struct StreamInfo {
    std::string name;
    std::vector<std::string> subjects;  // patterns
    std::optional<std::size_t> max_message;
};

// To `$JS.API.STREAM.LIST`: the streams that acknowledge. An answer without streams is an empty list.
struct StreamList {
    std::vector<StreamInfo> streams;
    bool is_whole = true;  // false: there are streams whose servers do not answer now
};
[[nodiscard]] Result<StreamList> parse_stream_list(std::string_view json);

// To a published message: nothing when it is stored, or stood there already.
struct PublishRefusal {
    bool is_final = false;  // sending it again would not help
    std::string reason;
};
[[nodiscard]] std::optional<PublishRefusal> parse_publish_reply(std::string_view json);

// The first of the streams that takes the subject, or nullptr.
[[nodiscard]] const StreamInfo* stream_for(const std::vector<StreamInfo>& streams, std::string_view subject) noexcept;

}  // namespace logbeam::transport
