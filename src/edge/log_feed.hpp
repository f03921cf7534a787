#pragma once

#include "edge/log_api.hpp"
#include "edge/stream_answer.hpp"
#include "transport/nats/port.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::edge {

// A message of the log; views for the time of the call.
struct LogMessage {
    std::uint64_t number = 0;  // in the stream
    std::int64_t time = 0;     // when it was stored, in nanoseconds since 1970
    std::string_view subject;
    std::string_view body;
    const transport::NatsHeaders& headers;
    bool is_all_read = false;  // all that ever stood before it, by this feed
};

// All messages of a stream behind a given one, each once and in order, over lost connections, lost messages and servers
// that go: a consumer that is of no use any more is made anew where the last one had come to. A server may have a copy
// of the stream that is not what its leader has; this is noticed as it is read. Confined; time comes in.
class LogFeed final {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Listener {
        std::function<void(const LogMessage& message)> on_message;
        std::function<void(std::uint64_t first, std::uint64_t last)> on_gone;  // the stream has dropped these before
        std::function<void(const Error& reason)> on_ended;                     // this stream is no more
        std::function<void(const Error& reason)> on_trouble;                   // it goes on by itself
    };

    // Everything behind `after`, and before that `recalled` messages again. `port` and what the listener refers to
    // outlive it.
    LogFeed(transport::MessagePort& port, LogState log, std::uint64_t after, Listener listener);
    ~LogFeed();
    LogFeed(const LogFeed&) = delete;
    LogFeed& operator=(const LogFeed&) = delete;

    // At least once a second.
    void tick(Time now);

    [[nodiscard]] bool has_caught_up() const noexcept { return has_caught_up_; }
    [[nodiscard]] std::uint64_t last() const noexcept { return last_; }        // message that was told
    [[nodiscard]] std::uint64_t pending() const noexcept { return pending_; }  // behind it, when it came
    [[nodiscard]] std::uint64_t restarts() const noexcept { return restarts_; }
    [[nodiscard]] std::uint64_t diverged() const noexcept { return diverged_; }  // times that the leader had others

    static constexpr std::uint64_t recalled = 1024;          // more than are under way at a time, of some publishers
    static constexpr std::chrono::seconds silence{5};        // of a consumer that counts as gone
    static constexpr std::chrono::seconds between_looks{5};  // at what the leader has
    static constexpr std::uint64_t most_tries = 8;    // to get on at one place: the stream's last one may be deleted
    static constexpr std::uint64_t most_doubts = 64;  // a stream with more holes than these is taken as it is brought

private:
    // The last message that this consumer brought.
    struct Tip {
        std::uint64_t number = 0;
        std::int64_t time = 0;
    };

    void begin();
    void look_at_stream();
    void ask_for_stream(std::function<void(const Result<LogState>&)> on_stream);
    void take_stream(const Result<LogState>& stream);
    void tell_gone(std::uint64_t first, std::uint64_t last);
    [[nodiscard]] Error is_behind(std::uint64_t stream_last) const;
    void make_consumer();
    void take_consumer(const Result<std::string>& consumer);
    void take(const transport::Mail& mail);
    void take_status(const transport::Mail& mail);
    void tell(const transport::Mail& mail, const Delivered& delivered);
    void ask_for_message(std::uint64_t number, std::function<void(std::string_view answer)> on_answer);
    void look_at_leader();
    void take_distance(const LogState& stream);
    void compare(const Tip& tip);
    void leave_copy(const Error& reason);
    void doubt(std::uint64_t next);
    void confirm_hole(std::uint64_t next);
    void take_hole(std::uint64_t next);
    void start_over();
    void stop_listening();
    void note(const Error& trouble);

    transport::MessagePort& port_;
    const LogState log_;
    const Listener listener_;
    const std::string inbox_;  // of consumers: each has its own below it
    const std::uint64_t had_;  // by an earlier life
    std::uint64_t last_;
    std::uint64_t consumer_seq_ = 0;
    std::uint64_t pending_ = 0;
    std::uint64_t restarts_ = 0;
    std::uint64_t diverged_ = 0;
    std::uint64_t holes_ = 0;         // of the stream, that its leader confirmed
    std::uint64_t subscription_ = 0;  // 0: none
    std::uint64_t life_ = 0;          // of the consumer: answers to an earlier one mean nothing
    std::optional<Time> heard_at_;
    std::optional<Time> look_at_;  // at the leader, for the next time
    std::optional<Tip> tip_;
    std::uint64_t due_ = 0;          // message that the leader had when it was looked at last
    std::uint64_t last_then_ = 0;    // message that was told then
    std::uint64_t tries_there_ = 0;  // to get on behind it
    std::string trouble_;            // told last
    bool has_heard_ = false;
    bool is_asking_ = false;
    bool has_caught_up_ = false;
    bool has_ended_ = false;
    bool is_all_read_;  // from the stream's first message on, in this life
};

}  // namespace logbeam::edge
