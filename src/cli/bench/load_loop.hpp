#pragma once

#include "cli/bench/histogram.hpp"
#include "cli/bench/load_connection.hpp"
#include "cli/bench/load_flow.hpp"
#include "cli/bench/load_publisher.hpp"
#include "cli/bench/load_subscriber.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace logbeam::cli {

// What all loops share. Outlives them.
struct LoadPlan {
    const BenchOptions& options;
    const LoadDialect& publishing;
    const LoadDialect& subscribing;
    std::vector<Address> addresses;  // of the brokers that subscribers go round
    Address publishing_at;

    [[nodiscard]] const Address& address_of(const Seat& seat) const {
        return seat.publishes ? publishing_at : addresses[seat.index % addresses.size()];
    }
};

// Some of the load's connections on one epoll descriptor. run() is for one thread; the sums are read after it ended.
class LoadLoop final {
public:
    LoadLoop(const LoadPlan& plan, LoadFlow& flow);
    ~LoadLoop();
    LoadLoop(const LoadLoop&) = delete;
    LoadLoop& operator=(const LoadLoop&) = delete;

    void add(const Seat& seat);  // before run

    void run();  // until the flow's phase is stopped

    [[nodiscard]] const Histogram& latencies() const noexcept { return latencies_; }
    [[nodiscard]] std::uint64_t received() const noexcept;
    [[nodiscard]] std::uint64_t lost() const noexcept;
    [[nodiscard]] std::uint64_t strange() const noexcept;

private:
    // A connection and what it counts.
    struct Member {
        Member(const Seat& seat, const LoadDialect& dialect, std::size_t publishers)
            : connection{seat, dialect}, subscriber{publishers} {}

        LoadConnection connection;
        LoadSubscriber subscriber;
        bool is_counted = false;   // among the seated
        bool wants_write = false;  // as epoll was told
    };

    void open_more();
    void open(Member& member);
    [[nodiscard]] bool may_open(const Member& member) const noexcept;
    void publish();
    void turn();
    [[nodiscard]] std::chrono::nanoseconds patience() const;
    void on_ready(Member& member, std::uint32_t events);
    void read(Member& member);
    void after_input(Member& member);
    void flush(Member& member);
    void lose(Member& member, const Error& error);
    void keep_alive();

    const LoadPlan& plan_;
    LoadFlow& flow_;
    const std::size_t padding_;
    int epoll_;
    std::deque<Member> members_;
    std::size_t opened_ = 0;
    std::size_t opening_ = 0;  // opened and not yet seated
    std::vector<LoadPublisher> publishers_;
    std::vector<char> buffer_;
    Histogram latencies_;
    std::chrono::steady_clock::time_point next_keep_alive_;
};

}  // namespace logbeam::cli
