#pragma once

#include "alert/alert_group.hpp"
#include "history/state_store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace logbeam::alert {

// Makes few messages of many alerts: each route that an alert matches puts it into a group, and a group has a message when
// it is due. However many there are, what is kept is bounded: alerts for which there is no room are counted in their
// group's message, and where there are too many groups, what is new shares one per route.
//
// Who sends keeps `changes()` first: what is restored after a crash then says the same under the same keys. Unsynchronised.
class Grouping final {
public:
    struct Limits {
        std::size_t groups = 10'000;
        std::size_t alerts_of_group = 1'000;
        std::size_t alerts = 50'000;
    };
    using Record = history::Record;

    explicit Grouping(std::vector<Route> routes, Limits limits);
    explicit Grouping(std::vector<Route> routes) : Grouping{std::move(routes), Limits{}} {}
    Grouping(const Grouping&) = delete;
    Grouping& operator=(const Grouping&) = delete;

    // An alert that fires or is resolved. What is resolved and was never seen to fire is passed over.
    void take(const Standing& alert, Timestamp now);

    // What is to be sent now, in the order in which it is due.
    [[nodiscard]] std::vector<GroupMessage> due(Timestamp now, const IsMuted& is_muted);
    [[nodiscard]] std::optional<Timestamp> next_due() const;

    // A silence or the like has ended: those that waited for it are due as soon as `interval` lets them. Without this call
    // they are asked every `interval`.
    void look_again(Timestamp now);

    // After a restart: what fired before, and does not stand any more, is resolved.
    void end_others(const std::function<bool(const std::string& fingerprint)>& stands, Timestamp now);

    // All of the routes that do not stay is over: what is still to be said of it.
    [[nodiscard]] std::vector<GroupMessage> retire(const std::set<std::string>& staying, Timestamp now,
                                                   const IsMuted& is_muted);

    // What is to be kept since the last call (of what is without a text: nothing any more), and what was kept before. What was kept of a route that is no more is
    // forgotten; of one that groups by other fields it is grouped anew.
    [[nodiscard]] std::vector<Record> changes();
    Result<void> restore(const Record& record, Timestamp now);

    [[nodiscard]] std::size_t groups() const noexcept { return groups_.size(); }
    [[nodiscard]] std::size_t alerts() const noexcept { return alerts_; }
    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }  // for lack of room in or for a group

private:
    using Groups = std::unordered_map<std::string, AlertGroup>;
    using Entry = Groups::value_type;

    void take_by(const Route& route, const Standing& alert, Timestamp now);
    [[nodiscard]] Entry* find_with(const std::string& key, const Standing& alert);
    [[nodiscard]] Entry& group_for(const Route& route, const Standing& alert, const AlertGroup::Course& course);
    [[nodiscard]] bool has_room(const AlertGroup& group) const noexcept;
    void put_back(const Route& route, AlertGroup::Kept kept, Timestamp now);
    [[nodiscard]] std::uint64_t next_opened(Timestamp at) noexcept;
    [[nodiscard]] std::vector<std::string> due_keys(Timestamp now) const;
    [[nodiscard]] std::vector<std::string> keys_of_others(const std::set<std::string>& routes) const;
    template <class Change>
    void change(Entry& entry, const Change& make);

    const std::vector<Route> routes_;
    const Limits limits_;
    Groups groups_;
    std::set<std::pair<Timestamp, std::string_view>> due_;  // keys of `groups_`
    std::set<std::string> changed_;
    std::size_t alerts_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t opened_ = 0;
};

}  // namespace logbeam::alert
