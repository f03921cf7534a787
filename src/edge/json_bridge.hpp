#pragma once

#include "base/lifetime.hpp"
#include "edge/demand.hpp"
#include "history/burst.hpp"
#include "transport/nats/port.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::edge {

// Publishes events as readable canonical JSON on `logbeam.json.<topic>` for any NATS client, while somebody listens: an
// event of a topic that nobody listens to costs a look-up, and one message a second. The first event is a request:
// where nobody is, the server says so at once. A listener may miss what happens within its first second. At most once.
// Confined.
class JsonBridge final {
public:
    using Time = Demand::Time;

    struct Settings {
        std::string prefix = "logbeam.json";
        Demand::Limits limits = {};
        std::chrono::milliseconds ask_limit{250};  // listeners do not answer: when this is over, somebody is there
        std::size_t held_events = 10'000;          // that wait for it, of all topics
        std::size_t held_bytes = 16 << 20;
    };
    struct Counts {
        std::uint64_t asked = 0;     // events that went out with the question
        std::uint64_t sent = 0;      // events that went out without
        std::uint64_t unwanted = 0;  // events that were held and that nobody wanted
        std::uint64_t unheld = 0;    // events for which there was no room to wait
        std::uint64_t too_large = 0;
        std::uint64_t lost = 0;  // there was no connection for them
    };

    // `port` outlives it. `leads`: whether this edge publishes; it does not while it catches up with the past.
    JsonBridge(transport::MessagePort& port, Settings settings, std::function<bool()> leads, std::function<Time()> now);

    void on_burst(const history::Burst& burst);
    void tick();  // once a second

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
    [[nodiscard]] const Demand& demand() const noexcept { return demand_; }

private:
    using Held = std::vector<std::string>;

    void take(std::string_view topic, std::string_view text, Time now);
    void ask(std::string_view topic, std::string_view text);
    void hold(std::string_view topic, std::string_view text);
    void send(std::string_view topic, std::string_view text);
    void on_answer(const std::string& topic, bool somebody);
    [[nodiscard]] std::string subject_of(std::string_view topic) const;

    transport::MessagePort& port_;
    const Settings settings_;
    const std::function<bool()> leads_;
    const std::function<Time()> now_;
    Demand demand_;
    std::map<std::string, Held, std::less<>> held_;
    std::size_t held_events_ = 0;
    std::size_t held_bytes_ = 0;
    Counts counts_;
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
