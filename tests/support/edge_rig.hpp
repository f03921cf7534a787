#pragma once

#include "support/broker_process.hpp"
#include "support/data_folder.hpp"
#include "support/nats_connection.hpp"
#include "support/nats_server.hpp"
#include "support/raw_client.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event.hpp>
#include <logbeam/event_channel.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::test {

// Brokers over a NATS server, each a process with a folder of its own.
class EdgeRig {
public:
    explicit EdgeRig(bool has_jetstream = true, const std::string& more = {}, std::string login = {})
        : nats{{.has_jetstream = has_jetstream, .more = more}}, login_{std::move(login)} {}

    // The broker of that number, begun or begun again.
    BrokerProcess& start(std::size_t number) {
        if (number >= edges_.size()) edges_.resize(number + 1);
        const std::uint16_t port = edges_[number] ? edges_[number]->port() : std::uint16_t{0};
        edges_[number].reset();
        edges_[number] =
            std::make_unique<BrokerProcess>(port, Arguments{"--nats", "nats://" + login_ + nats.address(), "--data",
                                                            (folder.path() / std::to_string(number)).string()});
        return *edges_[number];
    }
    BrokerProcess& edge(std::size_t number) { return *edges_.at(number); }
    void kill(std::size_t number) {
        edges_.at(number)->kill(SIGKILL);
        (void)edges_.at(number)->wait(patience);
    }

    [[nodiscard]] static ConnectionOptions quiet() {
        ConnectionOptions options;
        options.source = "shop";
        options.on_error = [](const Error& /*expected*/) {};
        return options;
    }

    const DataFolder folder;
    NatsServer nats;

private:
    const std::string login_;  // "user:password@", or nothing
    std::vector<std::unique_ptr<BrokerProcess>> edges_;
};

// What a subscriber of an edge heard. Thread-safe.
class Listening {
public:
    Listening(const std::string& url, const TopicName& topic)
        : connection_{url, options()},
          channel_{connection_, topic},
          subscription_{channel_.on("*", [this](const Event& event) { heard_.lock()->push_back(event); })} {}

    [[nodiscard]] std::vector<Event> heard() const { return *heard_.lock(); }
    [[nodiscard]] std::size_t count() const { return heard_.lock()->size(); }
    [[nodiscard]] std::vector<std::string> gaps() const { return *gaps_.lock(); }  // their reasons

    // Publishes until something comes back: then it is heard from here on.
    void wait_until_it_hears(std::uint16_t port, const std::string& topic) {
        while (count() == 0)
            (void)post(port, "/api/events", R"({"topic":")" + topic + R"(","type":"probe"})");
        std::size_t before = 0;
        do {
            before = count();
            std::this_thread::sleep_for(std::chrono::milliseconds{200});
        } while (before != count());
        heard_.lock()->clear();
    }

private:
    ConnectionOptions options() {
        ConnectionOptions options = EdgeRig::quiet();
        options.on_gap = [this](const Gap& gap) { gaps_.lock()->push_back(gap.reason); };
        return options;
    }

    Guarded<std::vector<Event>> heard_;
    Guarded<std::vector<std::string>> gaps_;
    Connection connection_;
    EventChannel channel_;
    Subscription subscription_;
};

}  // namespace logbeam::test
