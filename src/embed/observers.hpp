#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "history/burst.hpp"
#include "server/log.hpp"

#include <logbeam/broker.hpp>
#include <logbeam/event.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::embed {

// Who in the host wants to know what happens in the broker. News are collected while the hub is busy, and told when it
// is not, so that a handler may publish. `add` is thread-safe, the rest confined to the broker's thread. What a handler
// throws is logged.
class Observers final {
public:
    using Handler = std::function<void(const Event&)>;

    // Both outlive it.
    Observers(Clock& clock, server::Log& log) : clock_{clock}, log_{log} {}

    void add(BrokerEvent what, Handler handler);
    // Of events on one topic of the broker's own.
    void add(std::string topic, Handler handler);

    // Of the next burst: the host's own event, which is no news to it.
    void leave_out(std::uint64_t seq) { own_.push_back(seq); }

    void take_burst(const history::Burst& burst);
    void take_told(std::string_view type, std::string_view data);

    [[nodiscard]] bool has_news() const noexcept { return !news_.empty(); }
    void tell();

private:
    struct Observer {
        std::optional<BrokerEvent> what;  // nothing: what is on the topic
        std::string topic;
        Handler handler;
    };
    struct News {
        std::optional<BrokerEvent> what;  // the same
        Event event;
    };

    [[nodiscard]] std::vector<const Observer*> observers_of(std::optional<BrokerEvent> what,
                                                            std::string_view topic = {}) const;
    void take_entry(std::optional<BrokerEvent> what, std::string_view text);
    void call(const Observer& observer, const Event& event) noexcept;

    Clock& clock_;
    server::Log& log_;
    Guarded<std::list<Observer>> observers_;  // none ever leaves, so that one can be called without the lock
    std::vector<News> news_;
    std::vector<std::uint64_t> own_;  // rising
};

}  // namespace logbeam::embed
