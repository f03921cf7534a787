#pragma once

#include "base/clock.hpp"
#include "history/event_history.hpp"
#include "hub/counters.hpp"
#include "hub/departures.hpp"
#include "hub/fleet.hpp"
#include "hub/ingest.hpp"
#include "hub/log_status.hpp"
#include "hub/named_positions.hpp"
#include "hub/registry.hpp"
#include "hub/shard.hpp"
#include "hub/topic_table.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::hub {

struct HubLimits {
    IngestLimits ingest;
    ShardLimits shard;
};

// Is told once that what it published up to a commit is kept.
class CommitListener {
public:
    virtual ~CommitListener() = default;

    virtual void on_stored(std::uint64_t commit) = 0;
};

// Everything between "somebody publishes" and "frames wait in outboxes": sequence, remember, route. What is taken waits
// in the burst of `ingest` until `commit`, which appends it to the history, delivers it and lets the readers send.
// Where brokers share a log, what is taken departs to that with `commit`, and comes into the burst out of it.
// No sockets, threads or timers of its own. Confined.
class Hub {
public:
    // `history` and `clock` outlive it.
    Hub(HubLimits limits, history::EventHistory& history, MakeEncoder make_encoder, Clock& clock);

    // What is published here goes to a log that others share; before anything is taken. `broker` is a name that was never
    // used. `depart` is given what is taken between two commits, and their number.
    using Depart = std::function<void(std::uint64_t commit, std::vector<Parcel> parcels)>;
    void share_log(std::string broker, Depart depart);
    [[nodiscard]] bool shares_log() const noexcept { return departures_ != nullptr; }
    // The log keeps what departed up to that commit, and what a publisher sent up to that number.
    void on_kept(std::uint64_t commit);
    void on_kept(std::string_view publisher, std::uint64_t through) { departures_->keep(publisher, through); }
    void set_room(Departures::Room room) noexcept { departures_->set_room(room); }
    // Whether those who publish are to slow down.
    [[nodiscard]] bool is_crowded() const noexcept {
        return departures_ && departures_->room() != Departures::Room::plenty;
    }

    // How far a publisher's numbers are kept.
    [[nodiscard]] std::uint64_t held(std::string_view publisher) const {
        return departures_ ? departures_->held(publisher) : ingest.held(publisher);
    }

    // What clients publish: see Ingest.
    [[nodiscard]] Result<TakenBatch> take_batch(std::string_view bytes, const Sender& sender);
    [[nodiscard]] Result<TakenEvent> take_event(std::string_view json, const Sender& sender);

    // What the broker publishes, as often as it wants to.
    void publish(std::string_view topic, std::string_view type, std::string_view data, Timestamp time,
                 std::string_view id = {});

    // Whether there is something to commit.
    [[nodiscard]] bool has_news() const noexcept {
        return owes_word_ || !ingest.burst().empty() || (departures_ && !departures_->empty());
    }

    // Returns at once when there is nothing. When the history cannot take the burst, it is delivered nevertheless, counted
    // as unstored, and the error is returned once per failure.
    Result<void> commit();

    // The number of the commit with which what was taken goes; the listener is called once that is kept, unless it is
    // forgotten before.
    std::uint64_t await_commit(CommitListener& listener);
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
    const Fleet* fleet = nullptr;  // of which this broker is one; nullptr: it is alone
    std::optional<LogStatus> log;  // of the one that it shares, as it was at the last tick

private:
    struct Awaiting {
        CommitListener* listener = nullptr;
        std::uint64_t commit = 0;  // the last one that it waits for
    };
    void tell_kept(std::uint64_t commit);

    std::unique_ptr<Departures> departures_;  // nullptr: it keeps what it takes itself
    Depart depart_;
    HubLimits limits_;
    std::vector<Awaiting> awaiting_;
    std::uint64_t commits_ = 0;
    std::uint64_t kept_ = 0;  // of them, by the log
    bool owes_word_ = false;  // somebody awaits what is kept already
    std::uint64_t told_ = 0;  // in this second
    Counters at_last_tick_;
    std::chrono::steady_clock::time_point last_tick_;
};

}  // namespace logbeam::hub
