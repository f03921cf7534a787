#pragma once

#include <logbeam/drops.hpp>
#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The binary publish batch of docs/protocol.md, both directions. A batch is self-contained: the same bytes
// lie in the spool, go over every transport and are sent again after a reconnect.
namespace logbeam::wire {

class ByteReader;

// A batch beyond these is refused; who builds one seals it well before.
inline constexpr std::size_t max_batch_bytes = 8 << 20;
inline constexpr std::size_t max_batch_events = 65'536;  // and as many holes, strings and kinds

// What events of one origin share; kept by the encoder's user and written into each batch once, at first use.
// An EventKind serves one BatchBuilder.
struct EventKind {
    std::string topic;
    std::string type;
    std::string source;
    std::string metadata;  // a JSON object, or empty

    std::uint64_t batch = 0;  // BatchBuilder's: the batch that `index` counts in
    std::uint32_t index = 0;
};

// A run of counters whose events will not come.
struct Hole {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    DropReason reason{};
    PerLevel levels{};

    friend bool operator==(const Hole&, const Hole&) = default;
};

// Builds batches one after the other. Counters must rise from call to call, over batches too.
// Unsynchronised.
class BatchBuilder {
public:
    explicit BatchBuilder(std::string publisher);

    // `data` is one JSON value; `own_id` an id that the event brought with it.
    void add(std::uint64_t counter, EventKind& kind, std::optional<Level> level, Timestamp time, std::string_view data,
             std::string_view own_id = {});
    void add_hole(const Hole& hole);

    [[nodiscard]] bool empty() const noexcept { return empty_; }
    [[nodiscard]] std::size_t bytes() const noexcept;  // about what seal() will return
    [[nodiscard]] std::uint32_t events() const noexcept { return event_count_; }
    [[nodiscard]] std::uint64_t first() const noexcept { return first_; }  // lowest counter, holes included
    [[nodiscard]] std::uint64_t last() const noexcept { return last_; }    // highest counter, holes included

    [[nodiscard]] std::string seal();  // the batch; an empty builder begins the next

private:
    using Indexes = std::map<std::string, std::uint32_t, std::less<>>;
    using KindIndexes = std::map<std::array<std::uint32_t, 4>, std::uint32_t>;

    void extend_to(std::uint64_t first, std::uint64_t last);
    std::uint32_t index_of(EventKind& kind);
    std::uint32_t index_of(std::string_view string);
    void begin_next();

    std::string publisher_;
    std::uint64_t batch_ = 1;  // which one this is; an EventKind begins with none
    bool empty_ = true;
    std::uint64_t first_ = 0;
    std::uint64_t last_ = 0;
    std::uint64_t expected_ = 0;  // the counter that an event needs no delta for
    std::uint64_t base_time_ = 0;
    std::uint64_t last_time_ = 0;
    std::uint32_t event_count_ = 0;
    std::uint32_t hole_count_ = 0;

    // The sections as they will stand in the batch, without their counts.
    std::string holes_;
    std::string strings_;
    std::string kinds_;
    std::string events_;
    Indexes string_indexes_;
    KindIndexes kind_indexes_;
};

struct EventView {
    std::uint64_t counter = 0;
    std::string_view topic;
    std::string_view type;
    std::string_view source;
    std::string_view metadata;
    std::optional<Level> level;
    Timestamp time{};
    std::string_view own_id;
    std::string_view data;
};

// A decoded batch; the views point into the bytes it was decoded from.
struct BatchView {
    std::string_view publisher;
    std::uint64_t first = 0;  // lowest and highest counter, holes included
    std::uint64_t last = 0;
    bool recovered = false;
    std::vector<Hole> holes;
    std::vector<EventView> events;
};

// Never trusts a byte; `data` and names are not looked into (ingest checks them).
[[nodiscard]] Result<BatchView> decode_batch(std::string_view bytes);

// The same for one batch after the other, without an allocation for each. Unsynchronised.
class BatchDecoder {
public:
    // Until the next call.
    [[nodiscard]] Result<const BatchView*> decode(std::string_view bytes);

    // The same without the events: they are not looked at.
    struct Outline {
        std::string_view publisher;
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::size_t events = 0;
        std::vector<std::string_view> topics;  // of all events, as the batch names them
    };
    [[nodiscard]] Result<Outline> outline(std::string_view bytes);

    // What events refer to.
    struct Kind {
        std::string_view topic;
        std::string_view type;
        std::string_view source;
        std::string_view metadata;
    };
    struct Tables {
        std::vector<std::string_view> strings;
        std::vector<Kind> kinds;
    };

private:
    std::uint64_t read_head(ByteReader& reader);

    BatchView batch_;
    Tables tables_;
};

// Marks a sealed batch as found in an earlier run's spool file.
void mark_recovered(std::string& batch);

// The event with its id `<publisher>-<counter in hex>` unless it brought its own; client_id = publisher.
[[nodiscard]] Result<Event> to_event(const BatchView& batch, const EventView& view);

}  // namespace logbeam::wire
