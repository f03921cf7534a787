#pragma once

#include "cli/bench/histogram.hpp"
#include "cli/bench/marker.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace logbeam::cli {

// What one subscriber received: each publisher's sequence must come whole and in order. Unsynchronised.
class LoadSubscriber final {
public:
    explicit LoadSubscriber(std::size_t publishers) : expected_(publishers) {}

    void take(const Marker& marker) noexcept {
        if (marker.publisher >= expected_.size()) {
            ++strange_;
            return;
        }
        std::uint64_t& expected = expected_[marker.publisher];
        if (marker.sequence < expected) {
            ++strange_;
            return;
        }
        lost_ += marker.sequence - expected;
        expected = marker.sequence + 1;
        ++received_;
    }

    [[nodiscard]] std::uint64_t received() const noexcept { return received_; }
    [[nodiscard]] std::uint64_t lost() const noexcept { return lost_; }        // later ones came
    [[nodiscard]] std::uint64_t strange() const noexcept { return strange_; }  // twice, out of order, of no publisher
    [[nodiscard]] std::uint64_t position() const noexcept { return received_ + lost_; }

private:
    std::vector<std::uint64_t> expected_;
    std::uint64_t received_ = 0;
    std::uint64_t lost_ = 0;
    std::uint64_t strange_ = 0;
};

}  // namespace logbeam::cli
