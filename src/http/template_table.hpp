#pragma once

#include "history/snapshot.hpp"
#include "http/template_key.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logbeam::http {

// Events by what they have in common. Beyond `most_groups`, events of further templates are only counted.
// Unsynchronised.
class TemplateTable {
public:
    static constexpr std::size_t most_groups = 5000;
    static constexpr std::size_t longest_example = 4096;

    // Newest first.
    void add(const history::Row& row, std::string_view text);

    // Of events before those.
    void mark_known(std::string_view text);
    [[nodiscard]] bool are_all_known() const noexcept { return known_ == groups_.size(); }

    enum class Compared : bool { no, yes };  // with what was before: only then it is known what is new

    // The members `total`, `omitted` (events) and `templates` of the open object: the `shown` most frequent ones.
    void write(JsonWriter& json, std::size_t shown, Compared compared) const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard names it
    };
    struct Moment {
        Timestamp time{};
        std::uint64_t seq = 0;
    };
    struct Group {
        TemplateKey::Origin origin = TemplateKey::Origin::type;
        std::uint64_t count = 0;
        std::optional<Level> level;  // of the newest
        Moment first;                // by time; of equal ones any
        Moment last;
        bool is_known = false;
        std::string example;  // the newest event; empty: too long
    };
    using Named = std::pair<const std::string, Group>;

    [[nodiscard]] const std::string& key_of(std::string_view text);
    static void write(JsonWriter& json, const Named& named, Compared compared);
    static void write(JsonWriter& json, const Moment& moment);

    TemplateReader reader_;
    std::string key_;
    std::unordered_map<std::string, Group, Hash, std::equal_to<>> groups_;  // by origin and text
    std::size_t known_ = 0;
    std::uint64_t omitted_ = 0;
};

}  // namespace logbeam::http
