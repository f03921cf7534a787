#pragma once

#include "channel/lane.hpp"
#include "channel/queue.hpp"
#include "channel/record.hpp"
#include "channel/shared_lane.hpp"

#include <logbeam/log_record.hpp>
#include <logbeam/payload.hpp>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Records as a publishing thread writes them, without a Core.
namespace logbeam::channel {

// A log call as it is in the queue, written where `memory` has room for it.
struct LogCall {
    Level level = Level::info;
    std::string_view message = {};
    std::string_view logger = "orders";
    std::string_view context = {};
    Timestamp time{std::chrono::seconds{1'700'000'000}};
    std::uint64_t thread = 7;
    const char* file = nullptr;
    const char* function = nullptr;
    std::uint32_t line = 0;
    std::uint64_t full_message_bytes = 0;  // when it was cut

    [[nodiscard]] std::size_t bytes() const {
        return record_bytes(sizeof(LogBody) + logger.size() + context.size() + message.size());
    }

    RecordHeader* write(RecordHeader* memory, const LogProfile& profile) const {
        auto* record = ::new (memory) RecordHeader{&log_call, static_cast<std::uint32_t>(bytes()), level};
        auto* body = ::new (record->body()) LogBody{&profile,
                                                    time,
                                                    thread,
                                                    file,
                                                    function,
                                                    full_message_bytes != 0 ? full_message_bytes : message.size(),
                                                    line,
                                                    static_cast<std::uint32_t>(logger.size()),
                                                    static_cast<std::uint32_t>(context.size()),
                                                    static_cast<std::uint32_t>(message.size())};
        char* text = body->text();
        for (const std::string_view part : {logger, context, message}) {
            text += part.copy(text, part.size());
        }
        return record;
    }
};

inline const LogProfile usual_profile{};

// False when the lane is full.
[[nodiscard]] inline bool log_to(Lane& lane, const LogCall& call, const LogProfile& profile = usual_profile) {
    RecordHeader* record = lane.reserve(call.bytes());
    if (record == nullptr) {
        return false;
    }
    call.write(record, profile);
    lane.commit();
    return true;
}

[[nodiscard]] inline bool log_to(SharedLane& lane, const LogCall& call, const LogProfile& profile = usual_profile) {
    RecordHeader* record = lane.reserve(call.bytes());
    return record != nullptr && lane.commit(call.write(record, profile));
}

// By the calling thread's own way.
[[nodiscard]] inline bool log_to(Queue& queue, const LogCall& call, const LogProfile& profile = usual_profile) {
    Lane* lane = queue.lane();
    return lane != nullptr ? log_to(*lane, call, profile) : log_to(queue.shared(), call, profile);
}

[[nodiscard]] inline bool log_to(Queue& queue, std::string_view message) {
    return log_to(queue, LogCall{.message = message});
}

// A typed event as EventChannel publishes it. False when the lane is full.
template <class T>
[[nodiscard]] bool publish_to(Lane& lane, const ChannelTopic& topic, T event) {
    const std::size_t bytes = record_bytes(sizeof(PayloadHead) + sizeof(T));
    RecordHeader* memory = lane.reserve(bytes);
    if (memory == nullptr) {
        return false;
    }
    auto* record = ::new (memory) RecordHeader{&PayloadOf<T>::type, static_cast<std::uint32_t>(bytes), Level::info};
    auto* head = ::new (record->body()) PayloadHead{&topic, Timestamp{std::chrono::seconds{1'700'000'000}}};
    ::new (head->payload()) T(std::move(event));
    lane.commit();
    return true;
}

[[nodiscard]] inline std::string message_of(RecordHeader& record) {
    return std::string{static_cast<const LogBody*>(record.body())->message()};
}

// The messages of one drain.
[[nodiscard]] inline std::vector<std::string> drain(Queue& queue, std::size_t limit = SIZE_MAX) {
    std::vector<std::string> messages;
    queue.drain(
        limit, [](Lane* /*lane*/) {},
        [&](RecordHeader& record) {
            messages.push_back(message_of(record));
            return true;
        });
    return messages;
}

// A published value that counts how many of it were ended.
struct Counted {
    explicit Counted(int& destroyed) : destroyed_{&destroyed} {}
    Counted(Counted&& other) noexcept : destroyed_{std::exchange(other.destroyed_, nullptr)} {}
    ~Counted() { *destroyed_ += 1; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

    static RecordHeader* write(RecordHeader* memory, int& destroyed);

private:
    int* destroyed_;
};

inline constexpr PayloadType counted_payload{
    sizeof(Counted), nullptr, nullptr, [](void* counted) noexcept { static_cast<Counted*>(counted)->~Counted(); }};
inline constexpr std::size_t counted_bytes = record_bytes(sizeof(PayloadHead) + sizeof(Counted));

inline RecordHeader* Counted::write(RecordHeader* memory, int& destroyed) {
    auto* record =
        ::new (memory) RecordHeader{&counted_payload, static_cast<std::uint32_t>(counted_bytes), Level::info};
    auto* head = ::new (record->body()) PayloadHead{nullptr, {}};
    ::new (head->payload()) Counted{destroyed};
    return record;
}

}  // namespace logbeam::channel
