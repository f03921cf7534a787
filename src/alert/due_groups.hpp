#pragma once

#include "alert/detector.hpp"
#include "alert/due_queue.hpp"
#include "alert/key_index.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// The groups of a rule by their keys, at most so many, and which of them is due first. A group stays where it is until it is
// forgotten. Beside `State` and a key of more than 15 bytes, a group takes 80 bytes. Unsynchronised.
template <class State>
class DueGroups {
public:
    struct Group {
        std::string key;
        std::uint32_t slot = 0;
        State state;
    };

    explicit DueGroups(std::size_t max_groups) : max_groups_{max_groups} {}

    [[nodiscard]] std::size_t size() const noexcept { return used_ - free_.size(); }
    [[nodiscard]] Group* find(std::string_view key) { return find(key, hash_of(key)); }

    // Nothing, and the verdicts are told, where there is no room for one more.
    [[nodiscard]] Group* find_or_add(std::string_view key, Timestamp now, Verdicts& verdicts) {
        const auto hash = hash_of(key);
        if (auto* group = find(key, hash)) return group;
        if (size() < max_groups_) return &add(key, hash);
        verdicts.on_overflow(key, now);
        return nullptr;
    }

    void forget(Group& group) {
        queue_.remove(group.slot);
        index_.erase(hash_of(group.key), group.slot);
        free_.push_back(group.slot);
        std::string{}.swap(group.key);  // its memory, too
        group.state = State{};
    }

    // A group is due once; then it has to be told again when.
    void set_due(const Group& group, Timestamp at) { queue_.set(group.slot, at); }
    void set_due_no_later(const Group& group, Timestamp at) { queue_.set_no_later(group.slot, at); }

    [[nodiscard]] bool is_due(Timestamp now) const noexcept { return !queue_.empty() && queue_.first().at <= now; }
    [[nodiscard]] std::optional<Timestamp> next_due() const {
        return queue_.empty() ? std::nullopt : std::optional{queue_.first().at};
    }

    // Calls `on_due(group, at)` for those that are due until `now`, in the order of their times, and for one again that has
    // become due by it.
    template <class OnDue>
    void take_due(Timestamp now, const OnDue& on_due) {
        while (is_due(now)) {
            const auto due = queue_.first();
            queue_.remove(due.thing);
            on_due(at(due.thing), due.at);
        }
    }

private:
    static constexpr std::size_t chunk_size = 64;
    using Chunk = std::array<Group, chunk_size>;

    [[nodiscard]] static std::uint32_t hash_of(std::string_view key) noexcept {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(key));
    }
    [[nodiscard]] Group& at(std::uint32_t slot) { return (*chunks_[slot / chunk_size])[slot % chunk_size]; }

    [[nodiscard]] Group* find(std::string_view key, std::uint32_t hash) {
        const auto slot = index_.find(hash, [&](std::uint32_t thing) { return at(thing).key == key; });
        return slot ? &at(*slot) : nullptr;
    }

    Group& add(std::string_view key, std::uint32_t hash) {
        const auto slot = free_slot();
        Group& group = at(slot);
        group.key = key;
        group.slot = slot;
        index_.insert(hash, slot);
        return group;
    }

    [[nodiscard]] std::uint32_t free_slot() {
        if (!free_.empty()) {
            const auto slot = free_.back();
            free_.pop_back();
            return slot;
        }
        if (used_ == chunks_.size() * chunk_size) chunks_.push_back(std::make_unique<Chunk>());
        return static_cast<std::uint32_t>(used_++);
    }

    const std::size_t max_groups_;
    std::vector<std::unique_ptr<Chunk>> chunks_;
    std::vector<std::uint32_t> free_;
    std::size_t used_ = 0;  // slots that were ever used
    KeyIndex index_;
    DueQueue queue_;
};

}  // namespace logbeam::alert
