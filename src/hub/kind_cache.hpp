#pragma once

#include "hub/topic_table.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace logbeam::hub {

// The part of a publisher's name that is a client's: brokers that share a log publish for clients under names
// `<client>~<broker>` (Departures).
inline constexpr char behind_client = '~';
[[nodiscard]] std::string_view client_of(std::string_view publisher) noexcept;

// What all events of one publisher, topic, type, source and metadata share, checked and written once.
struct Kind {
    std::string topic_name;
    TopicId topic = TopicTable::other;
    std::string id_begin;         // `{"id":"<publisher>-`
    std::string head;             // `"topic":"…","type":"…","source":"…","timestamp":"`
    std::size_t topic_bytes = 0;  // of the first member of the head
    std::string tail;             // behind `data`: `,"metadata":{…},"clientId":"…"}`
    std::size_t client_at = 0;    // of the comma before `clientId`, in the tail
    std::uint64_t publisher_hash = 0;
    std::optional<Level> level;  // of its type
};

// Remembers kinds, so that a batch of one event costs one look-up instead of their checks. Bounded: forgets all of them
// when it is full. Unsynchronised.
class KindCache {
public:
    explicit KindCache(std::size_t limit = 4096) : limit_{limit} {}

    // Before the events of a batch.
    void begin_batch() noexcept { last_ = nullptr; }

    // The reference holds until the next call.
    [[nodiscard]] Result<const Kind*> find(const wire::BatchView& batch, const wire::EventView& event,
                                           TopicTable& topics);

private:
    std::size_t limit_;
    std::string key_;
    std::unordered_map<std::string, Kind> kinds_;
    const Kind* last_ = nullptr;  // of the event before in the same batch, whose names lie at these places
    const char* last_topic_ = nullptr;
    const char* last_type_ = nullptr;
    const char* last_source_ = nullptr;
    const char* last_metadata_ = nullptr;
};

}  // namespace logbeam::hub
