#pragma once

#include <logbeam/event.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/payload.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// What lies in the queue: a header, then the body that its type knows. All of it is written by the thread
// that publishes and read once by the worker.
namespace logbeam::channel {

inline constexpr std::size_t record_alignment = 16;

struct alignas(record_alignment) RecordHeader {
    const PayloadType* type;  // nullptr: padding up to the end of the ring
    std::uint32_t bytes;      // with this header, a multiple of the alignment
    Level level;

    [[nodiscard]] void* body() noexcept { return this + 1; }
};

// How one LogSource wants its records treated. Lives as long as the core.
struct LogProfile {
    LogOptions options;
};

// A topic that channels publish to. Lives as long as the core.
struct ChannelTopic {
    std::string name;
};

// The body of a published value: this, then the value.
struct alignas(record_alignment) PayloadHead {
    const ChannelTopic* topic = nullptr;
    Timestamp time{};

    [[nodiscard]] void* payload() noexcept { return this + 1; }
    [[nodiscard]] const void* payload() const noexcept { return this + 1; }
};

// The body of a log call: this, then logger, context and message as bytes.
struct alignas(record_alignment) LogBody {
    const LogProfile* profile = nullptr;
    Timestamp time{};
    std::uint64_t thread = 0;
    const char* file = nullptr;
    const char* function = nullptr;
    std::uint64_t full_message_bytes = 0;  // before it was cut
    std::uint32_t line = 0;
    std::uint32_t logger_bytes = 0;
    std::uint32_t context_bytes = 0;
    std::uint32_t message_bytes = 0;

    [[nodiscard]] char* text() noexcept { return reinterpret_cast<char*>(this + 1); }
    [[nodiscard]] const char* text() const noexcept { return reinterpret_cast<const char*>(this + 1); }

    [[nodiscard]] std::string_view logger() const noexcept { return {text(), logger_bytes}; }
    [[nodiscard]] std::string_view context() const noexcept { return {text() + logger_bytes, context_bytes}; }
    [[nodiscard]] std::string_view message() const noexcept {
        return {text() + logger_bytes + context_bytes, message_bytes};
    }
    [[nodiscard]] bool is_cut() const noexcept { return message_bytes < full_message_bytes; }
};

// Marks a record as a log call.
extern const PayloadType log_call;

[[nodiscard]] constexpr std::size_t record_bytes(std::size_t body) noexcept {
    return (sizeof(RecordHeader) + body + record_alignment - 1) / record_alignment * record_alignment;
}

// Ends what a publisher moved into the record.
void destroy(RecordHeader& record) noexcept;

}  // namespace logbeam::channel
