#pragma once

#include "base/guarded.hpp"
#include "support/receiver.hpp"
#include "transport/transport.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/drops.hpp>

#include <array>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// What a Witness saw. In the end every count of trouble is 0.
struct Testimony {
    std::uint64_t events = 0;
    std::uint64_t disordered = 0;  // a thread's number that did not rise
    std::uint64_t uncovered = 0;   // batches with counters that are neither events nor in a hole, or are both
    std::uint64_t strangers = 0;   // events without "t" and "n"
    std::array<PerLevel, drop_reason_count> told{};
    std::vector<wire::Hole> holes;
    std::map<std::uint64_t, std::uint64_t> first;  // by thread: the number that came first, and last
    std::map<std::uint64_t, std::uint64_t> last;
    std::map<std::uint64_t, std::uint64_t> arrived;  // by thread
};

// Reads every batch that a receiver took for the first time: events whose data has the integers "t" (thread) and
// "n" (rising per thread), and holes. Thread-safe.
class Witness final {
public:
    // `held` is the publisher's highest counter before.
    void see(const transport::Batch& batch, std::uint64_t held) {
        const auto view = wire::decode_batch(batch.bytes);
        testimony_.with([&](Testimony& seen) {
            if (!view) {
                ++seen.uncovered;
                return;
            }
            std::uint64_t covered = view->events.size();
            for (const wire::Hole& hole : view->holes) {
                covered += hole.count;
                see_hole(seen, hole);
            }
            seen.uncovered += held + covered == view->last ? 0 : 1;
            for (const wire::EventView& event : view->events) {
                see_event(seen, event.data);
            }
        });
    }

    [[nodiscard]] Testimony testimony() const { return *testimony_.lock(); }

private:
    static void see_hole(Testimony& seen, const wire::Hole& hole) {
        for (std::size_t level = 0; level < level_count; ++level) {
            seen.told[static_cast<std::size_t>(hole.reason)][level] += hole.levels[level];
        }
        seen.holes.push_back(hole);
    }

    static void see_event(Testimony& seen, std::string_view data) {
        ++seen.events;
        std::uint64_t thread = 0;
        std::uint64_t number = 0;
        if (!read(data, R"("t":)", thread) || !read(data, R"("n":)", number)) {
            ++seen.strangers;
            return;
        }
        ++seen.arrived[thread];
        const auto [entry, is_first] = seen.last.try_emplace(thread, number);
        if (is_first) {
            seen.first.emplace(thread, number);
            return;
        }
        seen.disordered += number > entry->second ? 0 : 1;
        entry->second = number;
    }

    static bool read(std::string_view data, std::string_view key, std::uint64_t& number) {
        const std::size_t at = data.rfind(key);
        if (at == std::string_view::npos) {
            return false;
        }
        const char* begin = data.data() + at + key.size();
        return std::from_chars(begin, data.data() + data.size(), number).ec == std::errc{};
    }

    Guarded<Testimony> testimony_;
};

// Stands between a connection and its transport: shows the witness what the receiver took, and lets
// acknowledgements come late, by `late` calls of drive, over reconnects too.
class WitnessedTransport final : public transport::Transport, private transport::TransportEvents {
public:
    WitnessedTransport(std::unique_ptr<Transport> inner, Receiver& receiver, Witness& witness,
                       const std::atomic<unsigned>& late)
        : inner_{std::move(inner)}, receiver_{receiver}, witness_{witness}, late_{late} {}

    void open(const transport::Greeting& greeting, TransportEvents& events) override {
        outer_ = &events;
        inner_->open(greeting, *this);
    }

    bool send(const std::shared_ptr<const transport::Batch>& batch) override {
        const std::uint64_t before = held_of(*batch);
        const bool taken = inner_->send(batch);
        if (held_of(*batch) != before) {
            witness_.see(*batch, before);
        }
        return taken;
    }

    void send(const wire::ClientFrame& frame) override { inner_->send(frame); }

    void drive() override {
        inner_->drive();
        ++drives_;
        while (is_open_ && !waiting_.empty() && waiting_.front().due <= drives_) {
            const transport::Held held = std::move(waiting_.front().held);
            waiting_.pop_front();
            outer_->on_acknowledged(held);
        }
    }

    [[nodiscard]] int descriptor() const override { return inner_->descriptor(); }

    void close() override {
        is_open_ = false;
        inner_->close();
    }

private:
    struct Late {
        std::uint64_t due;
        transport::Held held;
    };

    [[nodiscard]] std::uint64_t held_of(const transport::Batch& batch) const {
        return receiver_.held({batch.publisher}).front().counter;
    }

    void on_open(const transport::Opened& opened) override {
        is_open_ = true;
        outer_->on_open(opened);
    }
    void on_acknowledged(const transport::Held& held) override {
        const unsigned late = late_;
        if (late == 0) {
            outer_->on_acknowledged(held);
        } else {
            waiting_.push_back({drives_ + late, held});
        }
    }
    void on_subscribed(std::uint64_t subscription, std::uint64_t seq) override {
        outer_->on_subscribed(subscription, seq);
    }
    void on_gap(std::uint64_t subscription, const wire::Gap& gap) override { outer_->on_gap(subscription, gap); }
    void on_failed(const wire::Failed& failed) override { outer_->on_failed(failed); }
    void on_event(std::uint64_t subscription, Event event) override {
        outer_->on_event(subscription, std::move(event));
    }
    void on_closed(const Error& reason) override {
        is_open_ = false;
        outer_->on_closed(reason);
    }

    const std::unique_ptr<Transport> inner_;
    Receiver& receiver_;
    Witness& witness_;
    const std::atomic<unsigned>& late_;
    TransportEvents* outer_ = nullptr;
    std::deque<Late> waiting_;
    std::uint64_t drives_ = 0;
    bool is_open_ = false;
};

}  // namespace logbeam::test
