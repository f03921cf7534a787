#pragma once

#include "edge/edge.hpp"
#include "edge/interop.hpp"
#include "server/config.hpp"
#include "server/connection.hpp"
#include "server/log.hpp"
#include "server/watch.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::server {

// Nothing where no cluster is configured. Throws Failure: it cannot be reached, or its stream cannot be had.
[[nodiscard]] std::optional<edge::Attachment> attach_to_cluster(const BrokerConfig& config);

// The broker as one of many: an edge, driven by the loop. Confined to it.
class EdgeDuty final {
public:
    // What others are told of it.
    struct Self {
        std::string page;     // its address
        std::string version;  // "logbeam 0.1.0"
    };

    // `on_ended` is called when the log is another one; from the loop, and not from inside another call.
    EdgeDuty(const BrokerConfig& config, edge::Attachment attachment, Loop& loop, Log& log, Self self,
             std::function<void()> on_ended);
    ~EdgeDuty();
    EdgeDuty(const EdgeDuty&) = delete;
    EdgeDuty& operator=(const EdgeDuty&) = delete;

    // Once a second.
    void tick();

    // Who of all brokers does what only one of them is to do. Without it, one whom most of them take for it.
    void lead_by(std::function<bool()> leads) { leads_ = std::move(leads); }

    // To the others, as it stops.
    void say_goodbye() { interop_.say_goodbye(); }

    // Why clients better go elsewhere for now.
    [[nodiscard]] std::vector<std::string> not_ready() const;

    // What was published here is in the log.
    [[nodiscard]] bool has_sent_all() const noexcept { return edge_.has_sent_all(); }

    [[nodiscard]] edge::Edge& edge() noexcept { return edge_; }
    [[nodiscard]] Log& log() noexcept { return log_; }

private:
    [[nodiscard]] edge::Edge::Listener listener();
    [[nodiscard]] edge::Interop::Edge as_others_see_it();
    [[nodiscard]] bool leads() const;

    Loop& loop_;
    Log& log_;
    const std::function<void()> on_ended_;
    std::function<bool()> leads_;
    edge::Edge edge_;
    edge::Interop interop_;
    bool had_caught_up_ = false;
    // These go first.
    Watch port_;
    Watch uplink_;
};

}  // namespace logbeam::server
