#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::transport {

// Of one message: brokers that read a stream of them number their events within it.
inline constexpr std::uint64_t max_message_events = 4096;

// What stands in the header `Logbeam-Batch` of a NATS message whose body is a packed batch: enough to notice losses,
// duplicates and disorder without reading the body (docs/protocol.md). A value.
struct BatchHeader {
    static constexpr const char* name = "Logbeam-Batch";

    std::string publisher;
    std::uint64_t first = 0;  // lowest and highest counter, holes included
    std::uint64_t last = 0;
    std::uint64_t count = 0;     // of events
    std::uint64_t previous = 0;  // `last` of the publisher's message before on this subject; 0: there was none

    friend bool operator==(const BatchHeader&, const BatchHeader&) = default;
};

[[nodiscard]] std::string encode(const BatchHeader& header);

// Whether a header can name it: 1 to 255 visible ASCII characters.
[[nodiscard]] bool is_publisher_name(std::string_view text) noexcept;

// Nothing unless it is exactly that.
[[nodiscard]] std::optional<BatchHeader> parse_batch_header(std::string_view text);

// The same for the same events, however often they are sent: JetStream stores a message of an id once.
[[nodiscard]] std::string message_id(const BatchHeader& header);

}  // namespace logbeam::transport
