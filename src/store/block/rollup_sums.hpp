#pragma once

#include "history/snapshot.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace logbeam::store {

// The level in files: that of an event that has none is one more than the highest.
[[nodiscard]] constexpr std::int64_t level_number(std::optional<Level> level) noexcept {
    return level ? static_cast<std::int64_t>(*level) : static_cast<std::int64_t>(level_count);
}

// Counts events by minute, topic and level. A value; TopicNames keeps the topics, so that equal ones lie at one place.
class RollupSums {
public:
    void add(const history::Row& row) {
        const auto minute = std::chrono::floor<std::chrono::minutes>(row.time).time_since_epoch().count();
        add({minute, row.topic, row.level, 1});
    }
    void add(const history::RollupRow& row) {
        const Key key{row.minute, row.topic.data(), level_number(row.level)};
        const auto [found, is_new] = places_.try_emplace(key, rows_.size());
        if (is_new) {
            rows_.push_back(row);
        } else {
            rows_[found->second].events += row.events;
        }
    }
    [[nodiscard]] const std::vector<history::RollupRow>& rows() const noexcept { return rows_; }

private:
    struct Key {
        std::int64_t minute;
        const char* topic;
        std::int64_t level;
        friend bool operator==(const Key& left, const Key& right) = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const noexcept {
            const auto topic = std::hash<const char*>{}(key.topic);
            return (static_cast<std::size_t>(key.minute) * 8 + static_cast<std::size_t>(key.level)) * 0x9E3779B1U ^
                   topic;
        }
    };
    std::unordered_map<Key, std::size_t, Hash> places_;
    std::vector<history::RollupRow> rows_;
};

}  // namespace logbeam::store
