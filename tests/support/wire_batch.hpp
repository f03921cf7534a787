#pragma once

#include "wire/batch_codec.hpp"

#include <logbeam/event.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// A publisher's batches, as bytes: counters go on from batch to batch.
class WirePublisher {
public:
    explicit WirePublisher(std::string id) : id_{std::move(id)}, builder_{id_} {}

    WirePublisher& event(std::string_view topic, std::string_view data = "{}", std::optional<Level> level = Level::info,
                         std::string_view own_id = {}) {
        wire::EventKind kind{std::string{topic}, "test", "tests", ""};
        ++counter_;
        builder_.add(counter_, kind, level, Timestamp{std::chrono::nanoseconds{counter_}}, data, own_id);
        return *this;
    }
    WirePublisher& events(std::uint64_t count, std::string_view topic) {
        for (; count != 0; --count)
            event(topic);
        return *this;
    }
    WirePublisher& hole(std::uint64_t count, DropReason reason = DropReason::queue_full) {
        builder_.add_hole({counter_ + 1, count, reason, PerLevel{}});
        counter_ += count;
        return *this;
    }
    void skip(std::uint64_t count) { counter_ += count; }  // numbers that nobody is told of

    [[nodiscard]] std::string seal() { return builder_.seal(); }
    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] std::uint64_t counter() const noexcept { return counter_; }

private:
    std::string id_;
    wire::BatchBuilder builder_;
    std::uint64_t counter_ = 0;
};

}  // namespace logbeam::test
