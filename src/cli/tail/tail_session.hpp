#pragma once

#include "cli/tail/render.hpp"
#include "cli/tail/tail.hpp"
#include "cli/tail/tail_position.hpp"
#include "transport/backoff.hpp"
#include "transport/transport.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::cli {

// One subscription that outlives its connections: continues behind the last event, and turns all that comes into text.
// Unsynchronised; time is the caller's. What cannot be helped by trying again ends it, see failure().
class TailSession final : private transport::TransportEvents {
public:
    using Time = std::chrono::steady_clock::time_point;

    TailSession(TailOptions options, RenderStyle style, std::optional<TailPosition> position,
                std::unique_ptr<transport::Transport> transport);
    ~TailSession() override;
    TailSession(const TailSession&) = delete;
    TailSession& operator=(const TailSession&) = delete;

    // Connects when it is time to, and takes what has come.
    void drive(Time now);

    // -1: drive again after patience().
    [[nodiscard]] int descriptor() const { return is_open_ ? transport_->descriptor() : -1; }
    [[nodiscard]] std::chrono::milliseconds patience(Time now) const;

    // What is to be shown: events and gaps, and beside them remarks on the connection.
    [[nodiscard]] std::string take_output() { return std::exchange(output_, {}); }
    [[nodiscard]] std::vector<std::string> take_remarks() { return std::exchange(remarks_, {}); }

    // The last event of the output.
    [[nodiscard]] const std::optional<TailPosition>& position() const noexcept { return position_; }
    [[nodiscard]] const std::optional<Error>& failure() const noexcept { return failure_; }

private:
    void on_open(const transport::Opened& opened) override;
    void on_acknowledged(const transport::Held& /*held*/) override {}  // nothing is published
    void on_subscribed(std::uint64_t subscription, std::uint64_t seq) override;
    void on_event(std::uint64_t subscription, Event event) override;
    void on_gap(std::uint64_t subscription, const wire::Gap& gap) override;
    void on_failed(const wire::Failed& failed) override;
    void on_closed(const Error& reason) override;

    [[nodiscard]] wire::Start start() const;

    const TailOptions options_;
    const RenderStyle style_;
    std::optional<TailPosition> position_;
    std::unique_ptr<transport::Transport> transport_;
    transport::Backoff backoff_;
    bool is_open_ = false;   // or on its way there
    bool was_told_ = false;  // that the broker is away
    std::string epoch_;      // of the connection
    Time now_{};             // of the running drive
    Time next_attempt_{};
    std::string output_;
    std::vector<std::string> remarks_;
    std::optional<Error> failure_;
};

}  // namespace logbeam::cli
