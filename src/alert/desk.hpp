#pragma once

#include "alert/acknowledgements.hpp"
#include "alert/grouping.hpp"
#include "alert/outgoing.hpp"
#include "alert/plan.hpp"
#include "alert/silences.hpp"
#include "history/state_store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::alert {

// Between alerts and people: who is to be told of what, and what they said about it. All of it outlasts a restart.
// Time is the wall clock's. Unsynchronised.
class Desk final {
public:
    // Why nobody is told of an alert.
    struct Muting {
        enum class By : std::uint8_t { silence, acknowledgement, inhibition };
        By by;
        std::string silence;  // its id
    };

    // What was kept is read; what cannot be is passed over, with a word to `trouble`. `state` outlives it.
    Desk(Plan plan, history::SharedState& state, std::function<void(const std::string& line)> trouble);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    // --- alerts ---

    // The rules as they are from now on, and the alerts that fire. What was told of others is over.
    void begin(const std::vector<const Rule*>& rules, const std::vector<Standing>& firing, Timestamp now);
    void hear(const Standing& alert, Timestamp now);

    // What is to be sent now: kept already. To be called when alerts were heard, and once a second.
    [[nodiscard]] std::vector<Outgoing> work(Timestamp now);

    // --- people ---

    // Gives its id. With one it takes the place of the other that has it.
    [[nodiscard]] Result<std::string> silence(Silence silence, Timestamp now);
    [[nodiscard]] bool end_silence(std::string_view id, Timestamp now);  // false: there is none, or it is over
    [[nodiscard]] Result<void> acknowledge(Acknowledgement acknowledgement);
    [[nodiscard]] bool take_back(std::string_view fingerprint, Timestamp now);  // false: nobody acknowledged it

    [[nodiscard]] const Silences& silences() const noexcept { return silences_; }
    [[nodiscard]] const Acknowledgements& acknowledgements() const noexcept { return acknowledgements_; }
    [[nodiscard]] const Grouping& grouping() const noexcept { return *grouping_; }
    [[nodiscard]] std::optional<Muting> muting_of(const Standing& alert, Timestamp now) const;

    static constexpr std::chrono::hours silences_are_shown{7 * 24};  // when they are over

private:
    using RecordId = std::pair<std::string, std::string>;

    using Read = std::function<Result<void>(const history::Record& record)>;

    void restore(std::string_view kind, const Read& read);
    [[nodiscard]] std::vector<history::Record> with_unsaved(std::string_view kind,
                                                            std::vector<history::Record> records) const;
    [[nodiscard]] std::vector<Route> routes_with(const std::vector<const Rule*>& rules) const;
    void retire_others(const std::vector<Route>& routes, Timestamp now);
    void make_groups(std::vector<Route> routes, Timestamp now);
    void end_what_is_over(Timestamp now);
    void set_next_end(Timestamp now);
    void keep(std::string_view kind, std::string key, std::optional<std::string> text);
    void keep_groups();
    void save();
    void add(std::vector<Outgoing>& outgoing, const std::vector<std::string>& notifiers,
             const Notification& notification);
    void add_messages(std::vector<Outgoing>& outgoing, Timestamp now);
    void add_heartbeats(std::vector<Outgoing>& outgoing, Timestamp now);

    const Plan plan_;
    history::SharedState& state_;
    const std::function<void(const std::string& line)> trouble_;
    Silences silences_;
    Acknowledgements acknowledgements_;
    Inhibitions inhibitions_;
    std::vector<Heartbeat> heartbeats_;
    std::unique_ptr<Grouping> grouping_;
    std::vector<GroupMessage> farewells_;  // of routes that are no more
    std::optional<Timestamp> next_end_;    // of a silence or a snooze
    Timestamp saved_ = Timestamp::min();
    std::map<RecordId, std::optional<std::string>> unsaved_;
    bool is_failing_ = false;
};

}  // namespace logbeam::alert
