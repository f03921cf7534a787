#pragma once

#include "history/burst.hpp"
#include "hub/counters.hpp"
#include "hub/encoder.hpp"
#include "hub/rights.hpp"
#include "hub/sampler.hpp"
#include "hub/shared_outbox.hpp"
#include "hub/topic_table.hpp"
#include "query/outline.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/result.hpp>
#include <logbeam/topic.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::hub {

class Audience;
class Shard;
class Reader;

struct Client;

// What became of the events of a subscription's topics since it heard the first of them:
//     offered = delivered + filtered + sampled_out + skipped + pending
struct ReaderAccount {
    std::uint64_t offered = 0;
    std::uint64_t delivered = 0;  // handed to the socket
    std::uint64_t filtered = 0;   // its filter did not want them
    std::uint64_t sampled_out = 0;
    std::uint64_t skipped = 0;  // it was too slow for them
    std::uint64_t pending = 0;  // wait for it in the outbox
};

// A session as the shard sees it. Called from inside Shard::flush only, where no reader may begin or end: a session that
// has to go does so afterwards.
class Subscriber {
public:
    virtual ~Subscriber() = default;

    [[nodiscard]] virtual const Client& client() const noexcept = 0;
    virtual void on_frames() = 0;  // send what your readers have
    virtual void on_skipped(Reader& reader, const Cursor::Skipped& skipped) = 0;
    virtual void on_too_slow(Reader& reader) = 0;  // it hears no more: what was not sent is in the history
};

// Whether somebody with these rights hears a topic that one of the patterns means.
[[nodiscard]] bool wants(const std::vector<TopicPattern>& patterns, const Rights& rights,
                         std::string_view topic) noexcept;

// What a subscription asks for. Readers that ask for the same share an audience and its frames.
struct Interest {
    Dialect dialect = Dialect::native;
    std::vector<TopicPattern> topics;
    std::uint64_t max_rate = 0;
    SharedRights rights;
    wire::Lag lag = wire::Lag::disconnect;
    std::shared_ptr<const query::Program> filter = nullptr;  // nullptr: all

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
    [[nodiscard]] ReaderAccount account() const noexcept;
    [[nodiscard]] const Client& client() const noexcept { return subscriber_.client(); }

private:
    friend class Shard;
    Shard& shard_;
    Audience& audience_;
    Subscriber& subscriber_;
    const wire::Lag lag_;
    ReaderAccount before_;             // the audience's counts when it was attached
    std::uint64_t events_before_ = 0;  // in the outbox
    std::uint64_t skipped_ = 0;
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

    // Those that are attached.
    [[nodiscard]] std::vector<const Reader*> all_readers() const;

    // To those who are attached and hear the topic: something of it will not come.
    void tell_gap(std::string_view topic, const wire::Gap& gap);

    // Once a second: tells sampled audiences their counts.
    void tick();

    // What those who are attached listen to; told of when it changes.
    [[nodiscard]] std::vector<TopicPattern> interests() const;
    std::function<void()> on_interest;  // empty: nobody

    [[nodiscard]] std::size_t audiences() const noexcept { return audiences_.size(); }
    [[nodiscard]] std::size_t readers() const noexcept { return readers_; }
    [[nodiscard]] std::size_t outbox_bytes() const noexcept;

private:
    friend class Reader;
    void detach(Reader& reader) noexcept;
    void release(Audience& audience) noexcept;
    void note_interest();
    void mark_dirty(Audience& audience);
    // Who hears a topic.
    struct Route {
        std::uint64_t version = 0;
        std::vector<Audience*> audiences;
        std::size_t filters = 0;  // of them, those that ask a query
    };

    const Route& route_of(TopicId topic, const history::Burst& burst, const history::Entry& entry);
    void find_audiences(std::string_view topic, Route& route) const;
    void enforce_limits();
    void enforce(Audience& audience, std::size_t allowed);

    const ShardLimits limits_;
    const std::string epoch_;
    const MakeEncoder make_encoder_;
    TopicTable& topics_;
    Counters& counters_;
    std::map<std::string, std::unique_ptr<Audience>> audiences_;  // by what they ask for
    std::vector<Route> routes_;                                   // by topic
    query::Outline outline_;                                      // of the event that is being delivered
    std::uint64_t version_ = 1;                                   // of the set of attached audiences
    std::uint64_t next_audience_ = 1;
    std::size_t readers_ = 0;
    std::vector<Audience*> dirty_;     // have frames that nobody was told of
    std::vector<Audience*> encoding_;  // have events of the burst that is being delivered
};

}  // namespace logbeam::hub
