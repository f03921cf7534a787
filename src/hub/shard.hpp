#pragma once

#include "history/burst.hpp"
#include "hub/counters.hpp"
#include "hub/encoder.hpp"
#include "hub/rights.hpp"
#include "hub/sampler.hpp"
#include "hub/shared_outbox.hpp"
#include "hub/topic_table.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/result.hpp>
#include <logbeam/topic.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::hub {

class Audience;
class Shard;
class Reader;

// A session as the shard sees it. Called from inside Shard::flush only, where no reader may begin or end: a session that
// has to go does so afterwards.
class Subscriber {
public:
    virtual ~Subscriber() = default;

    virtual void on_frames() = 0;  // send what your readers have
    virtual void on_skipped(Reader& reader, const Cursor::Skipped& skipped) = 0;
    virtual void on_too_slow(Reader& reader) = 0;  // it hears no more: what was not sent is in the history
};

// What a subscription asks for. Readers that ask for the same share an audience and its frames.
struct Interest {
    Dialect dialect = Dialect::native;
    std::vector<TopicPattern> topics;
    std::uint64_t max_rate = 0;
    SharedRights rights;
    wire::Lag lag = wire::Lag::disconnect;

    [[nodiscard]] bool wants(std::string_view topic) const noexcept;
};

// One subscription of one session: a cursor in its audience's outbox. It has a number from the beginning and hears from
// `Shard::attach` on. Its shard and its subscriber outlive it.
class Reader {
public:
    Reader(Shard& shard, Audience& audience, Subscriber& subscriber, wire::Lag lag);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[nodiscard]] std::uint64_t audience() const noexcept;
    [[nodiscard]] const Interest& interest() const noexcept;
    [[nodiscard]] Cursor& cursor() noexcept { return cursor_; }
    [[nodiscard]] Encoder& encoder() noexcept;

private:
    friend class Shard;
    Shard& shard_;
    Audience& audience_;
    Subscriber& subscriber_;
    const wire::Lag lag_;
    std::size_t index_ = SIZE_MAX;  // among the audience's readers while attached
    Cursor cursor_;
};

struct ShardLimits {
    std::size_t audiences = 1000;
    std::size_t outbox_bytes = 256 << 20;  // of all audiences
    std::size_t lag_bytes = 4 << 20;       // how far a reader may be behind
};

// Routes bursts into the outboxes of those who want them. Invariants:
//   1. A reader hears exactly the events of the bursts that are delivered while it is attached, that its interest and
//      its rights match, in the order of their seq; it is told of those that it missed.
//   2. Frames are encoded once per audience.
//   3. All outboxes together hold at most `outbox_bytes` plus one burst.
// Confined to one thread; subscribers are called from flush only.
class Shard {
public:
    Shard(ShardLimits limits, std::string epoch, MakeEncoder make_encoder, TopicTable& topics, Counters& counters);
    ~Shard();
    Shard(const Shard&) = delete;
    Shard& operator=(const Shard&) = delete;

    [[nodiscard]] Result<std::unique_ptr<Reader>> open(Interest interest, Subscriber& subscriber);
    void attach(Reader& reader);

    // Encodes; frames go out with flush, which calls the subscribers.
    void deliver(const history::Burst& burst);
    void flush();

    // Once a second: tells sampled audiences their counts.
    void tick();

    [[nodiscard]] std::size_t audiences() const noexcept { return audiences_.size(); }
    [[nodiscard]] std::size_t readers() const noexcept { return readers_; }
    [[nodiscard]] std::size_t outbox_bytes() const noexcept;

private:
    friend class Reader;
    void detach(Reader& reader) noexcept;
    void release(Audience& audience) noexcept;
    void mark_dirty(Audience& audience);
    const std::vector<Audience*>& audiences_of(TopicId topic, const history::Burst& burst, const history::Entry& entry);
    void find_audiences(std::string_view topic, std::vector<Audience*>& found) const;
    void enforce_limits();
    void enforce(Audience& audience, std::size_t allowed);

    struct Route {
        std::uint64_t version = 0;
        std::vector<Audience*> audiences;
    };

    const ShardLimits limits_;
    const std::string epoch_;
    const MakeEncoder make_encoder_;
    TopicTable& topics_;
    Counters& counters_;
    std::map<std::string, std::unique_ptr<Audience>> audiences_;  // by what they ask for
    std::vector<Route> routes_;                                   // by topic
    std::uint64_t version_ = 1;                                   // of the set of attached audiences
    std::uint64_t next_audience_ = 1;
    std::size_t readers_ = 0;
    std::vector<Audience*> dirty_;     // have frames that nobody was told of
    std::vector<Audience*> encoding_;  // have events of the burst that is being delivered
};

}  // namespace logbeam::hub
