#pragma once

#include "history/event_history.hpp"
#include "hub/counters.hpp"
#include "hub/deduplicator.hpp"
#include "hub/event_check.hpp"
#include "hub/kind_cache.hpp"
#include "hub/time_text.hpp"
#include "hub/topic_table.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/result.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::hub {

// Where a batch stands in a log that many brokers read: the same on each of them.
struct Placement {
    std::uint64_t seq = 0;       // of its first event; those of the others follow
    std::uint64_t previous = 0;  // the last number of the publisher's batch before this on the topic
    std::string_view topic;      // publishers are followed topic by topic there
    bool is_all_read = false;    // all that stands before it in the log
};

// Checks what is published, gives it its place in the order of all events, and writes its canonical text into the
// burst. Nothing is delivered and nothing acknowledged before the caller has the burst in the history. Invariants:
//   1. seq rises from event to event, over bursts too, and stays below 2^53; by one, where no log gives it.
//   2. An event that is refused takes no seq; each is counted once, as accepted, duplicate or refused.
//   3. The counters of a publisher are accepted in rising order, each at most once (Deduplicator).
// Unsynchronised.
class Ingest {
public:
    // Goes on behind what the history holds.
    Ingest(const history::EventHistory& history, IngestLimits limits, TopicTable& topics, Counters& counters);

    // A binary batch of docs/protocol.md. An event that cannot be accepted is left out and counted: the rest is
    // taken, and acknowledged with it, so that nobody sends it for ever.
    [[nodiscard]] Result<TakenBatch> take_batch(std::string_view bytes, const Sender& sender);

    // The same out of a log.
    [[nodiscard]] Result<TakenBatch> take_placed(std::string_view bytes, const Sender& sender,
                                                 const Placement& placement);
    // A batch that an earlier life has taken out of the log, from the log's last ones: what it overtook may still come.
    void recall_placed(std::string_view publisher, std::uint64_t first, std::uint64_t last, const Placement& placement);

    // What of a stretch that was missing in front of a batch has not come since.
    [[nodiscard]] std::vector<Absence> still_absent(std::string_view publisher, std::string_view topic,
                                                    const Absence& absence) const;

    // The next event gets this seq, or a higher one.
    void go_on_at(std::uint64_t seq) noexcept { seq_ = std::max(seq_, seq - 1); }

    // One event as JSON; members that are missing get a value where there is a sensible one.
    [[nodiscard]] Result<TakenEvent> take_event(std::string_view json, const Sender& sender, Timestamp now);

    // The canonical text of an event that is not for everybody: checked as above, without a seq, not in the burst.
    struct Letter {
        std::string text;
        history::TextParts parts;
    };
    [[nodiscard]] Result<Letter> compose(std::string_view json, const Sender& sender, Timestamp now);

    // The broker's own, on a topic that begins with `$`: `data` is a JSON object. Without an id it is given one.
    std::uint64_t tell(std::string_view topic, std::string_view type, std::string_view data, Timestamp now,
                       std::string_view id = {});

    // Events that one of these matches are delivered, but not kept.
    std::vector<std::shared_ptr<const query::Program>> exclude;

    // What was taken since the last clear.
    [[nodiscard]] const history::Burst& burst() const noexcept { return burst_; }
    void clear() noexcept { burst_.clear(); }

    // After the history refused the burst: its numbers stay used.
    void count_unstored();

    [[nodiscard]] const std::string& epoch() const noexcept { return epoch_; }
    [[nodiscard]] std::uint64_t last_seq() const noexcept { return seq_; }
    [[nodiscard]] std::uint64_t held(std::string_view publisher) const { return publishers_.held(publisher); }
    [[nodiscard]] const Deduplicator& publishers() const noexcept { return publishers_; }
    // What a publisher told of itself. Of one that is not known yet there is nothing to account for.
    void note_report(std::string_view publisher, const PublisherReport& report);

    // By the reasons of DropReason: what publishers told that they dropped.
    [[nodiscard]] const std::array<std::uint64_t, drop_reason_count>& dropped_at_source() const noexcept {
        return dropped_at_source_;
    }

private:
    [[nodiscard]] Result<const wire::BatchView*> decode(std::string_view bytes);
    void take_events(const wire::BatchView& batch, const Sender& sender, std::uint64_t held, PublisherAccount& account,
                     const Placement* placement, TakenBatch& taken);
    Result<void> accept(const wire::BatchView& batch, const wire::EventView& event, const Sender& sender,
                        std::uint64_t seq);
    TakenEvent write(const Draft& draft, const Sender& sender);
    history::Entry write(const Draft& draft, const Sender& sender, std::string_view id, std::uint64_t seq);
    [[nodiscard]] std::string id_for(const Draft& draft);
    [[nodiscard]] history::Entry begin_entry(std::uint64_t seq) const noexcept;
    [[nodiscard]] std::uint16_t offset_in(const history::Entry& entry) const noexcept;
    void append_seq_and_data(history::Entry& entry, std::string_view data);
    void finish(history::Entry& entry);
    [[nodiscard]] std::uint64_t count_holes(const wire::BatchView& batch, std::uint64_t held,
                                            PublisherAccount& account);
    void count_missing(const wire::BatchView& batch, const Deduplicator::Verdict& verdict, std::uint64_t accounted);
    void mark(std::string_view publisher, std::uint64_t through, std::uint64_t to_be_kept);
    [[nodiscard]] bool is_excluded(const history::Entry& entry) const;

    const std::string epoch_;
    EventCheck check_;
    TopicTable& topics_;
    Counters& counters_;
    Deduplicator publishers_;
    std::optional<Deduplicator> recalled_;  // until the log brings what is new
    wire::BatchDecoder decoder_;
    KindCache kinds_;
    history::Burst burst_;
    std::uint64_t seq_ = 0;
    std::uint64_t own_events_ = 0;  // number the ids of events that came without one
    std::array<std::uint64_t, drop_reason_count> dropped_at_source_{};
    TimeText time_text_;
};

}  // namespace logbeam::hub
