#pragma once

#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace logbeam::alert {

// Which of many numbered things is due first; of those due at one time, the one of the lowest number. Each is in it once
// at most. A binary heap that knows where each thing is. Unsynchronised.
class DueQueue {
public:
    struct Entry {
        Timestamp at{};
        std::uint32_t thing = 0;

        friend bool operator<(const Entry& left, const Entry& right) noexcept {
            return left.at != right.at ? left.at < right.at : left.thing < right.thing;
        }
    };

    [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
    [[nodiscard]] const Entry& first() const noexcept { return heap_.front(); }

    // In place of when it was due before.
    void set(std::uint32_t thing, Timestamp at);
    // The same, but where it is due earlier it remains so.
    void set_no_later(std::uint32_t thing, Timestamp at);
    void remove(std::uint32_t thing);

private:
    static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint32_t place_of(std::uint32_t thing) const noexcept {
        return thing < places_.size() ? places_[thing] : nowhere;
    }
    void append(const Entry& entry);
    void move_to_its_place(std::size_t place, const Entry& entry);
    void put(std::size_t place, const Entry& entry);

    std::vector<Entry> heap_;
    std::vector<std::uint32_t> places_;  // by thing
};

}  // namespace logbeam::alert
