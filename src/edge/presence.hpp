#pragma once

#include "base/clock.hpp"
#include "edge/edge_report.hpp"
#include "hub/fleet.hpp"
#include "hub/registry.hpp"
#include "transport/nats/port.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::edge {

// Tells the other edges who is connected here and how this edge does, and remembers what they tell. Confined.
class Presence final : public hub::Fleet {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr const char* subject = "logbeam.edge.presence";

    struct Settings {
        std::string edge;  // its id
        std::size_t edges = 1'000;
        ReportLimits limits = {};
        std::chrono::seconds tell_every{5};
        std::chrono::milliseconds at_most_every{1'000};  // when something changed
        std::size_t bytes_per_second = 256 << 10;        // of reports: long ones go more seldom
        std::chrono::seconds forget_after{15};
    };
    struct Counts {
        std::uint64_t told = 0;  // reports
        std::uint64_t heard = 0;
        std::uint64_t malformed = 0;
        std::uint64_t without_room = 0;  // of edges for which there was none
    };

    // `port`, `clock` and `clients` outlive it. `status` tells all of this edge but its id and how many clients it has.
    Presence(transport::MessagePort& port, Clock& clock, Settings settings, const hub::Registry& clients,
             std::function<hub::EdgeInfo()> status);
    ~Presence() override;
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

    void on_open();  // the port has a connection, again
    void tick();     // once a second

    // The others forget this edge at once.
    void say_goodbye();

    [[nodiscard]] hub::EdgeInfo own() const override;
    void for_each_other(const std::function<void(const hub::EdgeInfo& edge, const std::vector<hub::Client>& clients)>&
                            take) const override;

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }

private:
    struct Other {
        hub::EdgeInfo status;
        std::vector<hub::Client> clients;
        Time last_heard;

        // A report whose parts are coming.
        std::uint64_t number = 0;
        std::set<std::uint64_t> parts;
        std::vector<hub::Client> coming;
    };

    void tell(const hub::EdgeInfo& status, Time now);
    void take(std::string_view body);
    void take_part(Other& other, EdgeReport report) const;
    void forget_silent(Time now);
    [[nodiscard]] std::size_t digest(const hub::EdgeInfo& status) const;

    transport::MessagePort& port_;
    Clock& clock_;
    const Settings settings_;
    const hub::Registry& registry_;
    const std::function<hub::EdgeInfo()> status_;
    std::map<std::string, Other, std::less<>> others_;
    std::uint64_t reports_ = 0;
    std::size_t told_digest_ = 0;
    Time due_{};
    Time not_before_{};
    Counts counts_;
    std::uint64_t subscription_ = 0;
};

}  // namespace logbeam::edge
