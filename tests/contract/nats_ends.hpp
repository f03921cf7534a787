#pragma once

#include "contract/transport_ends.hpp"
#include "support/nats_client.hpp"
#include "support/nats_server.hpp"
#include "transport/nats/chain_receiver.hpp"
#include "transport/nats/transport.hpp"
#include "transport/nats/unpacker.hpp"
#include "wire/batch_codec.hpp"

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam::transport {

// A nats-server behind a network that can be cut.
class NatsEnd : public OtherEnd {
public:
    explicit NatsEnd(bool has_jetstream) : server_{{has_jetstream, {}}} {}

    std::unique_ptr<Transport> make_transport() override {
        const std::string url = "nats://127.0.0.1:" + std::to_string(network_.port());
        return make_nats_transport(NatsSettings::from(url, {}, {}));
    }
    std::vector<std::string> wanted() const override {
        const std::string prefix = "logbeam.event.";
        std::vector<std::string> topics;
        for (const std::string& subject : server_.subscribed(prefix + "orders.")) {
            topics.push_back(subject.substr(prefix.size()));
        }
        return topics;
    }
    void hang_up() override { network_.cut(); }
    void refuse(bool refuse) override { network_.refuse(refuse); }
    void settle(Transport& transport) override { drive_until_quiet(transport); }

protected:
    test::NatsServer server_;
    test::TcpProxy network_{server_.port()};
    mutable test::NatsClient client_{server_.url()};
};

// Nobody keeps anything: what it got is what came to a subscriber, each batch once, in order.
class NatsCoreEnd final : public NatsEnd {
public:
    NatsCoreEnd() : NatsEnd{false} { client_.subscribe("logbeam.event.>"); }

    std::vector<Event> events() const override {
        for (test::NatsLetter& letter : client_.received()) {
            auto arrival = unpacker_.arrival(letter.subject, letter.batch_header, letter.body).value();
            std::vector<ChainReceiver::Outcome> outcomes;
            chains_.take(std::move(arrival), {}, outcomes);
            for (const auto& outcome : outcomes) {
                const auto unpacked = unpacker_.unpack(std::get<ChainReceiver::Delivery>(outcome),
                                                       [this](Event event) { events_.push_back(std::move(event)); });
                if (!unpacked) throw Failure{unpacked.error()};
            }
        }
        return events_;
    }

private:
    mutable Unpacker unpacker_{SubjectMapping::parse("logbeam.event.{topic}").value()};
    mutable ChainReceiver chains_;
    mutable std::vector<Event> events_;
};

// What a stream has stored is what it got.
class NatsStreamEnd final : public NatsEnd {
public:
    NatsStreamEnd() : NatsEnd{true} {
        client_.add_stream("EVENTS", R"({"name":"EVENTS","subjects":["logbeam.event.>"]})");
    }

    std::vector<Event> events() const override {
        std::vector<Event> events;
        for (const test::NatsLetter& letter : client_.stored("EVENTS")) {
            const auto batch = wire::decode_batch(letter.body).value();
            for (const wire::EventView& view : batch.events) {
                events.push_back(wire::to_event(batch, view).value());
            }
        }
        return events;
    }
};

}  // namespace logbeam::transport
