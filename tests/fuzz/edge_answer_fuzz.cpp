#include "edge/log_api.hpp"
#include "edge/stream_answer.hpp"
#include "fuzz/require.hpp"

#include <cstdint>
#include <string>

using namespace logbeam;
using fuzz::require;

// Whatever a NATS server answers for JetStream: an error is never taken for an answer, and what a reply subject says is
// what stands in it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);

    const bool is_error = edge::error_number(text) != 0;
    if (const auto stream = edge::parse_stream(text)) require(!is_error && stream->epoch.starts_with("log-"));
    if (const auto name = edge::parse_stream_names(text)) require(!is_error);
    if (const auto name = edge::parse_consumer(text)) require(!is_error);
    if (const auto bucket = edge::parse_bucket(text, "a")) require(!is_error);
    if (const auto sequence = edge::parse_stored(text)) require(!is_error);
    if (const auto time = edge::parse_message_time(text)) require(!is_error);
    if (const auto pending = edge::parse_pending(text)) require(!is_error);
    if (const auto found = edge::parse_message(text)) require(!is_error || !found->value);

    if (const auto delivered = edge::parse_delivered(text)) {
        const std::string again = "$JS.ACK.s.c.1." + std::to_string(delivered->stream_seq) + '.' +
                                  std::to_string(delivered->consumer_seq) + '.' + std::to_string(delivered->time) +
                                  '.' + std::to_string(delivered->pending);
        const auto same = edge::parse_delivered(again);
        require(same && same->stream_seq == delivered->stream_seq && same->consumer_seq == delivered->consumer_seq &&
                same->time == delivered->time && same->pending == delivered->pending);
    }
    return 0;
}
