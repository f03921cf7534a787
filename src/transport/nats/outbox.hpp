#pragma once

#include "transport/nats/packer.hpp"
#include "transport/transport.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace logbeam::transport {

// The packets that a connection has taken and nobody has acknowledged. After one has failed, it and everything later
// on its subject is due again, in order. What is acknowledged is told batch by batch, in the order of the batches.
// Numbers rise from packet to packet. Unsynchronised; time comes in.
class Outbox final {
public:
    using Time = std::chrono::steady_clock::time_point;

    // Whether a stream keeps the packet and answers, or whether the server passes it on and nothing more.
    enum class Route : std::uint8_t { stream, core };

    struct Done {
        Held held;
        bool is_kept = false;  // by streams, all of it
    };

    static constexpr std::chrono::milliseconds answer_wait{5'000};  // of a stream
    static constexpr std::chrono::milliseconds retry_wait{250};

    void take(const Batch& batch, std::vector<Packet> packets);

    // The packet that goes next, if one is due. It has to be told `sent` or `failed` before the next is asked for.
    [[nodiscard]] std::optional<std::uint64_t> next(Time now) const;
    [[nodiscard]] const Packet& packet(std::uint64_t number) const { return entry(number).packet; }

    void sent(std::uint64_t number, Route route, Time now);
    void failed(std::uint64_t number, Time now);
    void answered(std::uint64_t number);

    // Up to where core packets have gone: what `passed` acknowledges when the server has answered a ping after them.
    [[nodiscard]] std::uint64_t sent_mark() const noexcept { return mark_; }
    [[nodiscard]] bool waits_for_pass() const noexcept { return !core_sent_.empty(); }
    void passed(std::uint64_t mark);

    // Fails what streams have not answered on subjects for which `wants(subject)`.
    void fail_unanswered(const std::function<bool(const std::string&)>& wants, Time now);

    // Fails what a stream has not answered in time; returns how many.
    std::size_t expire(Time now);

    // When something is due again.
    [[nodiscard]] std::optional<Time> deadline() const;

    // What is acknowledged since the last call.
    [[nodiscard]] bool has_done() const noexcept { return !groups_.empty() && groups_.front().open == 0; }
    [[nodiscard]] std::vector<Done> take_done();

    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::size_t unanswered() const noexcept { return unanswered_.size(); }
    [[nodiscard]] bool holds(std::uint64_t number) const noexcept {
        return number >= first_ && number - first_ < entries_.size();
    }

private:
    enum class State : std::uint8_t { due, sent, done };

    struct Entry {
        Packet packet;
        std::uint64_t group = 0;
        State state = State::due;
        Route route = Route::core;
        std::uint64_t mark = 0;  // when it was sent, among the core packets
        Time sent_at{};
    };
    struct Group {
        Held held;
        std::size_t packets = 0;
        std::size_t open = 0;  // packets that are not done
        bool is_kept = true;
    };

    [[nodiscard]] const Entry& entry(std::uint64_t number) const { return entries_[number - first_]; }
    [[nodiscard]] Entry& entry(std::uint64_t number) { return entries_[number - first_]; }
    void finish(std::uint64_t number);
    void make_due(std::uint64_t number);
    void leave(std::uint64_t number);

    std::deque<Entry> entries_;
    std::uint64_t first_ = 1;  // number of the first entry
    std::deque<Group> groups_;
    std::uint64_t first_group_ = 0;
    std::set<std::uint64_t> due_;
    std::map<std::string, Time> resting_;                  // subjects that failed: not before then
    std::map<std::uint64_t, std::uint64_t> core_sent_;     // mark to number
    std::set<std::pair<Time, std::uint64_t>> unanswered_;  // of streams, the longest first
    std::uint64_t mark_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace logbeam::transport
