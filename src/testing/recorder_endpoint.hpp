#pragma once

#include "base/guarded.hpp"
#include "transport/in_process.hpp"

#include <logbeam/event.hpp>
#include <logbeam/topic.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::testing {

// The broker end of a Recorder: numbers by publisher, no event twice, acknowledged when kept. Thread-safe.
class RecorderEndpoint final : public transport::InProcessEndpoint {
public:
    void on_connect(const std::shared_ptr<transport::InProcessLink>& link,
                    const transport::Greeting& greeting) override;
    void on_batch(const std::shared_ptr<transport::InProcessLink>& link, std::string_view bytes) override;
    void on_control(const std::shared_ptr<transport::InProcessLink>& link, const wire::ClientFrame& frame) override;
    void on_disconnect(const std::shared_ptr<transport::InProcessLink>& link) override;

    [[nodiscard]] std::vector<Event> events() const;
    [[nodiscard]] std::uint64_t told_drops() const;
    void clear();

    using Condition = std::function<bool(const std::vector<Event>&)>;
    [[nodiscard]] bool wait_until(std::chrono::milliseconds timeout, const Condition& condition);

    void hang_up_all(const Error& reason);
    void refuse_connections(bool refuse);

private:
    struct Route {
        std::shared_ptr<transport::InProcessLink> link;
        std::uint64_t subscription;
        std::vector<TopicPattern> topics;
    };
    struct Delivery {
        std::shared_ptr<transport::InProcessLink> link;
        std::uint64_t subscription;
        Event event;
    };
    struct State {
        std::vector<Event> events;
        std::map<std::string, std::uint64_t, std::less<>> held;  // by publisher: the highest counter
        std::vector<std::shared_ptr<transport::InProcessLink>> links;
        std::vector<Route> routes;
        std::uint64_t seq = 0;
        std::uint64_t told_drops = 0;
        bool refusing = false;
    };

    static void keep(State& state, Event event, std::vector<Delivery>& deliveries);
    static void forget(State& state, const std::shared_ptr<transport::InProcessLink>& link);

    Guarded<State> state_;
    std::condition_variable changed_;
};

}  // namespace logbeam::testing
