#pragma once

#include "hub/counters.hpp"
#include "hub/deduplicator.hpp"
#include "hub/event_check.hpp"
#include "hub/kind_cache.hpp"
#include "hub/topic_table.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::hub {

// A batch on its way to the log, and whose it is.
struct Parcel {
    std::string bytes;
    std::string publisher;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t events = 0;
};

// What clients publish to a broker that shares a log with others: checked as Ingest does it, but given no seq. The log
// gives that, when the event comes out of it. A batch leaves as it came; single events leave as batches of a publisher
// `<client>~<broker>`, whose clientId is what stands before the `~`. Unsynchronised.
class Departures {
public:
    // `broker` is never used twice: publishers that are named after it begin to count at 1.
    Departures(IngestLimits limits, TopicTable& topics, Counters& counters, std::string broker);

    [[nodiscard]] Result<TakenBatch> take_batch(std::string_view bytes, const Sender& sender);

    // The seq is not known yet: 0.
    [[nodiscard]] Result<TakenEvent> take_event(std::string_view json, const Sender& sender, Timestamp now);

    // The broker's own.
    void tell(std::string_view topic, std::string_view type, std::string_view data, Timestamp time,
              std::string_view id = {});

    // For what waits for the log. With little, single events are refused and batches are taken, so that who sends them has
    // to be slowed down; with none both are refused.
    enum class Room : std::uint8_t { plenty, little, none };
    void set_room(Room room) noexcept { room_ = room; }
    [[nodiscard]] Room room() const noexcept { return room_; }

    // The log has a publisher's numbers up to there; how far that is.
    void keep(std::string_view publisher, std::uint64_t through) { kept_.restore(publisher, through); }
    [[nodiscard]] std::uint64_t held(std::string_view publisher) const { return kept_.held(publisher); }

    [[nodiscard]] bool empty() const noexcept { return parcels_.empty() && open_.empty(); }
    [[nodiscard]] std::vector<Parcel> take();

    static constexpr std::size_t most_publishers = 10'000;  // of single events; beyond, clients share one

private:
    struct Publisher {
        wire::BatchBuilder builder;
        std::uint64_t last = 0;
        std::map<std::string, wire::EventKind> kinds;

        explicit Publisher(const std::string& name) : builder{name} {}
    };
    using Publishers = std::map<std::string, Publisher, std::less<>>;

    [[nodiscard]] Result<void> check(const wire::BatchView& batch, const wire::EventView& event, const Sender& sender);
    [[nodiscard]] std::string without_refused(const wire::BatchView& batch, const std::vector<bool>& refused) const;
    Publishers::iterator publisher_of(std::string_view client);
    TakenEvent add(const Draft& draft, const Sender& sender);
    void seal(Publishers::iterator publisher);

    EventCheck check_;
    TopicTable& topics_;
    Counters& counters_;
    const std::string broker_;
    wire::BatchDecoder decoder_;
    KindCache kinds_;
    std::vector<Parcel> parcels_;
    Publishers publishers_;
    std::vector<Publishers::iterator> open_;  // those with events that are not sealed
    std::uint64_t own_ids_ = 0;               // of events that came without one
    Deduplicator taken_;                      // what comes again after a lost connection is under way already
    Deduplicator kept_;
    Room room_ = Room::plenty;
};

}  // namespace logbeam::hub
