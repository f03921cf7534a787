#pragma once

#include <logbeam/event.hpp>
#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::history {

// Where the members of a canonical text stand that not every dialect shows. Each range ends where the next member
// begins; `client_at` is the comma in front of `clientId`, or the closing brace when there is none.
struct TextParts {
    std::uint16_t topic_at = 0;
    std::uint16_t topic_end = 0;
    std::uint16_t seq_at = 0;
    std::uint16_t seq_end = 0;
    std::uint32_t client_at = 0;
};

[[nodiscard]] inline std::string_view topic_in(std::string_view text, const TextParts& parts) noexcept {
    constexpr std::string_view key = R"("topic":")";
    constexpr std::string_view end = R"(",)";
    const std::size_t at = parts.topic_at + key.size();
    return text.substr(at, parts.topic_end - end.size() - at);
}

// One accepted event in the text of a burst.
struct Entry {
    std::uint64_t seq = 0;
    std::uint64_t id_hash = 0;
    Timestamp time{};
    std::uint32_t at = 0;
    std::uint32_t bytes = 0;
    std::uint32_t topic = 0;  // hub::TopicId
    std::optional<Level> level;
    bool is_excluded = false;  // delivered, but not to be kept
    TextParts parts;
};

// How far a publisher came with a burst.
struct PublisherMark {
    std::string publisher;
    std::uint64_t through = 0;
    std::uint64_t events = 0;  // of the burst
};

// What was accepted together: appended to the history first, delivered then. Events stand in the order of their seq.
struct Burst {
    std::string text;  // canonical texts, one after the other
    std::vector<Entry> entries;
    std::vector<PublisherMark> marks;

    [[nodiscard]] bool empty() const noexcept { return entries.empty() && marks.empty(); }
    [[nodiscard]] std::string_view text_of(const Entry& entry) const noexcept {
        return std::string_view{text}.substr(entry.at, entry.bytes);
    }
    [[nodiscard]] std::string_view topic_of(const Entry& entry) const noexcept {
        return topic_in(text_of(entry), entry.parts);
    }
    void clear() noexcept {
        text.clear();
        entries.clear();
        marks.clear();
    }
};

}  // namespace logbeam::history
