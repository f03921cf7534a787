#pragma once

#include "base/clock.hpp"
#include "history/event_history.hpp"
#include "hub/counters.hpp"
#include "hub/ingest.hpp"
#include "hub/named_positions.hpp"
#include "hub/registry.hpp"
#include "hub/shard.hpp"
#include "hub/topic_table.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::hub {

struct HubLimits {
    IngestLimits ingest;
    ShardLimits shard;
};

// Is told once that what it published is in the history.
class CommitListener {
public:
    virtual ~CommitListener() = default;

    virtual void on_stored() = 0;
};

// Everything between "somebody publishes" and "frames wait in outboxes": sequence, remember, route. What is taken by
// `ingest` waits in its burst until `commit`, which appends it to the history, delivers it and lets the readers send.
// No sockets, threads or timers of its own. Confined.
class Hub {
public:
    // `history` and `clock` outlive it.
    Hub(HubLimits limits, history::EventHistory& history, MakeEncoder make_encoder, Clock& clock);

    // Returns at once when there is nothing. When the history cannot take the burst, it is delivered nevertheless, counted
    // as unstored, and the error is returned once per failure.
    Result<void> commit();

    // Calls the listener from the next commit that stores, unless it is forgotten before.
    void await_commit(CommitListener& listener);
    void forget(CommitListener& listener) noexcept;

    // Events of the broker itself; they go out with the next commit. `data` is a JSON object. At most `told_per_second`
    // of them, so that they do not drive what others publish out of the history; more are counted as `untold`.
    void tell(std::string_view topic, std::string_view type, std::string_view data);

    static constexpr std::uint64_t told_per_second = 50;

    // Once a second: rates, samples, and on `$sys.drops` what was lost since the last time.
    void tick();

    // To every connection of the client, or of the user if `client` is empty; returns how many there were.
    std::size_t send_direct(std::string_view client, std::string_view user, const Ingest::Letter& letter) const;

    // For who embeds the broker. Called in the middle of a commit or of whatever makes the hub tell: observers copy what
    // they want, and act later.
    std::vector<std::function<void(const history::Burst&)>> on_burst;
    std::function<void(std::string_view type, std::string_view data)>
        on_tell;  // empty: nobody; those beyond the rate, too

    Clock& clock;
    history::EventHistory& history;
    Counters counters;
    TopicTable topics;
    Registry clients;
    NamedPositions positions;
    Ingest ingest;
    Shard shard;

private:
    std::vector<CommitListener*> listeners_;
    std::uint64_t told_ = 0;  // in this second
    Counters at_last_tick_;
    std::chrono::steady_clock::time_point last_tick_;
};

}  // namespace logbeam::hub
