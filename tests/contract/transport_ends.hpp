#pragma once

#include "history/event_history.hpp"
#include "hub/hub.hpp"
#include "support/broker_rig.hpp"
#include "support/faulty_transport.hpp"
#include "support/receiver.hpp"
#include "support/tcp_proxy.hpp"
#include "support/websocket_peer.hpp"
#include "testing/recorder_endpoint.hpp"
#include "transport/in_process.hpp"
#include "transport/transport.hpp"
#include "transport/websocket/transport.hpp"

#include <poll.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam::transport {

// The other end of transports, and what it got.
class OtherEnd {
public:
    virtual ~OtherEnd() = default;

    [[nodiscard]] virtual std::unique_ptr<Transport> make_transport() = 0;
    [[nodiscard]] virtual std::vector<Event> events() const = 0;
    [[nodiscard]] virtual std::vector<std::string> wanted() const = 0;  // the topics of subscriptions, as they came
    virtual void hang_up() = 0;
    virtual void refuse(bool refuse) = 0;

    // Lets this end do what it does by itself in life, where it is not done within the calls of the transport.
    virtual void turn() {}

    // Drives as long as there is something to do.
    virtual void settle(Transport& transport) {
        for (int turn = 0; turn < 10; ++turn) {
            transport.drive();
        }
    }
};

// What is subscribed after all these frames.
inline std::vector<std::string> wanted_by(const std::vector<wire::ClientFrame>& frames) {
    std::map<std::uint64_t, std::string> topics;
    for (const wire::ClientFrame& frame : frames) {
        if (const auto* subscribe = std::get_if<wire::Subscribe>(&frame)) {
            topics[subscribe->id] = subscribe->topics.front();
        } else if (const auto* unsubscribe = std::get_if<wire::Unsubscribe>(&frame)) {
            topics.erase(unsubscribe->id);
        }
    }
    std::vector<std::string> wanted;
    for (const auto& [id, topic] : topics) {
        wanted.push_back(topic);
    }
    return wanted;
}

// The recorder's, with a note of each control frame.
struct NotingRecorder final : InProcessEndpoint {
    void on_connect(const std::shared_ptr<InProcessLink>& link, const Greeting& greeting) override {
        recorder.on_connect(link, greeting);
    }
    void on_batch(const std::shared_ptr<InProcessLink>& link, std::string_view bytes) override {
        recorder.on_batch(link, bytes);
    }
    void on_control(const std::shared_ptr<InProcessLink>& link, const wire::ClientFrame& frame) override {
        frames.push_back(frame);
        recorder.on_control(link, frame);
    }
    void on_disconnect(const std::shared_ptr<InProcessLink>& link) override { recorder.on_disconnect(link); }

    testing::RecorderEndpoint recorder;
    std::vector<wire::ClientFrame> frames;
};

class InProcessEnd : public OtherEnd {
public:
    std::unique_ptr<Transport> make_transport() override {
        return make_in_process_transport([this] { return endpoint_; });
    }
    std::vector<Event> events() const override { return endpoint_->recorder.events(); }
    std::vector<std::string> wanted() const override { return wanted_by(endpoint_->frames); }
    void hang_up() override { endpoint_->recorder.hang_up_all({ErrorCode::connection_lost, "cut"}); }
    void refuse(bool refuse) override { endpoint_->recorder.refuse_connections(refuse); }

protected:
    std::shared_ptr<NotingRecorder> endpoint_ = std::make_shared<NotingRecorder>();
};

// The same behind a socket. Both ends are driven by this thread; all is done when neither has had anything to do for
// longer than loopback takes.
class WebSocketEnd final : public InProcessEnd {
public:
    std::unique_ptr<Transport> make_transport() override {
        return make_websocket_transport(Url::parse(peer_.url()).value(), {});
    }
    void turn() override {
        while (peer_.turn(10)) {}
    }
    void settle(Transport& transport) override { test::settle(peer_, transport); }

private:
    test::WebSocketPeer peer_{endpoint_};
};

// What another process or thread has done shows by nothing more coming for longer than a busy machine takes.
inline void drive_until_quiet(Transport& transport) {
    constexpr int quiet_ms = 200;
    pollfd wait{};
    do {
        transport.drive();
        wait = {transport.descriptor(), POLLIN, 0};
    } while (wait.fd >= 0 && ::poll(&wait, 1, quiet_ms) == 1);
}

// A whole broker, on a thread of its own, behind a network that can be cut.
class BrokerEnd final : public OtherEnd {
public:
    std::unique_ptr<Transport> make_transport() override {
        return make_websocket_transport(Url::parse(network_.url()).value(), {});
    }
    std::vector<Event> events() const override {
        return broker_.on_hub([](hub::Hub& hub) {
            history::PageRequest published;
            published.wants = [](std::string_view topic) { return topic.front() != '$'; };
            std::vector<Event> events;
            for (const history::StoredEvent& stored : hub.history.page(published).events) {
                events.push_back(Event::parse(stored.text).value());
            }
            return events;
        });
    }
    std::vector<std::string> wanted() const override {
        return broker_.on_hub([](hub::Hub& hub) {
            const auto& clients = hub.clients.clients();
            return clients.empty() ? std::vector<std::string>{} : clients.begin()->second.topics;
        });
    }
    void hang_up() override { network_.cut(); }
    void refuse(bool refuse) override { network_.refuse(refuse); }
    void settle(Transport& transport) override { drive_until_quiet(transport); }

private:
    mutable test::BrokerRig broker_;
    test::TcpProxy network_{broker_.port()};
};

// A transport of the tests that happens not to fail.
class FaultlessEnd final : public OtherEnd {
public:
    std::unique_ptr<Transport> make_transport() override {
        auto transport = std::make_unique<test::FaultyTransport>(faults_, receiver_);
        last_ = transport.get();
        return transport;
    }
    std::vector<Event> events() const override { return receiver_.tally().events; }
    std::vector<std::string> wanted() const override { return wanted_by(last_->frames); }
    void hang_up() override { faults_.drop_connection = true; }
    void refuse(bool refuse) override { faults_.unreachable = refuse; }

private:
    test::Faults faults_;
    test::Receiver receiver_;
    test::FaultyTransport* last_ = nullptr;
};

}  // namespace logbeam::transport
