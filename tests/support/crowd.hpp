#pragma once

#include "support/raw_client.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace logbeam::test {

// The numbers `"n":…` of a message's events, in order.
[[nodiscard]] inline std::vector<std::uint64_t> numbers_in(std::string_view message) {
    std::vector<std::uint64_t> numbers;
    constexpr std::string_view key = R"("n":)";
    for (std::size_t at = message.find(key); at != std::string_view::npos; at = message.find(key, at + 1)) {
        numbers.push_back(std::strtoull(message.data() + at + key.size(), nullptr, 10));
    }
    return numbers;
}

// Says hello, subscribes, and waits until that holds.
inline void subscribe(RawWebSocket& client, const std::string& topic, const std::string& more = "") {
    client.send_text(R"({"kind":"hello","version":1})");
    client.send_text(R"({"kind":"subscribe","id":1,"topics":[")" + topic + "\"]" + more + "}");
    ASSERT_TRUE(client.next_with("subscribed").has_value());
}

// What two thousand sockets take in one process.
inline void raise_descriptor_limit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
}

// Many subscribers that read everything, on one thread. Events carry the numbers "n" from 1 on. Thread-safe.
class Crowd {
public:
    Crowd(std::uint16_t port, std::size_t count, const std::string& topic) {
        for (std::size_t each = 0; each < count; ++each) {
            members_.push_back(std::make_unique<Member>(port));
            subscribe(members_.back()->socket, topic);
        }
        thread_ = std::thread{[this] { read(); }};
    }
    ~Crowd() {
        is_over_ = true;
        thread_.join();
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    // Of all members: those who have heard everything up to the number; and what should not be.
    [[nodiscard]] std::size_t who_heard(std::uint64_t number) const {
        std::size_t count = 0;
        for (const auto& member : members_)
            count += member->heard >= number ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::uint64_t disordered() const noexcept { return disordered_; }
    [[nodiscard]] std::uint64_t told_otherwise() const noexcept { return told_otherwise_; }
    [[nodiscard]] std::uint64_t closed() const noexcept { return closed_; }
    [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }

private:
    struct Member {
        explicit Member(std::uint16_t port) : socket{port, "/ws"} {}

        RawWebSocket socket;
        std::atomic<std::uint64_t> heard{0};
    };

    void read() {
        std::vector<pollfd> wishes;
        for (const auto& member : members_)
            wishes.push_back({member->socket.client().descriptor(), POLLIN, 0});
        while (!is_over_) {
            ::poll(wishes.data(), wishes.size(), 10);
            for (std::size_t index = 0; index < wishes.size(); ++index) {
                if (wishes[index].revents == 0) continue;
                hear(*members_[index]);
                if (!members_[index]->socket.is_over()) continue;
                wishes[index].fd = -1;
                ++closed_;
            }
        }
    }

    void hear(Member& member) {
        for (const std::string& message : member.socket.take_ready()) {
            if (message.find(R"("kind":"events")") == std::string::npos) ++told_otherwise_;
            for (const std::uint64_t number : numbers_in(message)) {
                disordered_ += number == member.heard + 1 ? 0 : 1;
                member.heard = number;
            }
        }
    }

    std::vector<std::unique_ptr<Member>> members_;
    std::atomic<std::uint64_t> disordered_{0};      // numbers that do not follow their predecessor
    std::atomic<std::uint64_t> told_otherwise_{0};  // frames that are not events
    std::atomic<std::uint64_t> closed_{0};
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

}  // namespace logbeam::test
