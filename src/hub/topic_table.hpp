#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logbeam::hub {

using TopicId = std::uint32_t;

// What is known of a topic.
struct TopicStats {
    std::string name;
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;
    std::uint64_t last_seq = 0;
    std::array<std::uint64_t, 7> levels{};  // trace to critical, none
    double per_second = 0;                  // over about the last ten seconds
    std::uint64_t events_at_tick = 0;
};

// Names of topics as small numbers, so that an event costs no look-up of text. Bounded: topics beyond the limit share
// `other`, whose events are routed by their name. Unsynchronised.
class TopicTable {
public:
    static constexpr TopicId other = 0;

    explicit TopicTable(std::size_t limit = 65'536);

    // `name` is a valid topic.
    [[nodiscard]] TopicId id_of(std::string_view name);
    [[nodiscard]] const TopicStats& operator[](TopicId id) const { return topics_[id]; }
    [[nodiscard]] TopicStats& operator[](TopicId id) { return topics_[id]; }
    [[nodiscard]] std::size_t size() const noexcept { return topics_.size(); }
    [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

    // Once a second: brings the rates up to date.
    void tick(double seconds);

private:
    std::size_t limit_;
    std::deque<TopicStats> topics_;                      // never moves
    std::unordered_map<std::string_view, TopicId> ids_;  // keys lie in `topics_`
};

}  // namespace logbeam::hub
