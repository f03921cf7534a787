#pragma once

#include "history/snapshot.hpp"
#include "http/leaves.hpp"

#include <logbeam/json_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logbeam::http {

// Which fields some events have, and which values these have most often. Bounded: beyond `most_fields` names and
// `most_values` values of all of them together, new ones are not taken in. Unsynchronised.
class FieldTable {
public:
    static constexpr std::size_t most_fields = 1000;
    static constexpr std::size_t most_values = 50'000;
    static constexpr std::size_t longest_value = 200;  // longer strings are cut there
    static constexpr std::size_t shown_values = 10;

    FieldTable();
    FieldTable(const FieldTable&) = delete;
    FieldTable& operator=(const FieldTable&) = delete;

    void add(const history::Row& row, std::string_view text);

    [[nodiscard]] std::uint64_t events() const noexcept { return events_; }

    // An array of fields, the most frequent first.
    void write(JsonWriter& json) const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard names it
    };
    struct Field {
        std::uint64_t events = 0;      // that have it
        std::uint64_t last_event = 0;  // the last of them; items of one array come from one event
        std::uint8_t kinds = 0;        // a bit for each Leaf::Kind
        std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> values;  // as JSON
    };
    using Named = std::pair<const std::string, Field>;

    void take(const Leaf& leaf);
    [[nodiscard]] Field* find(std::string_view name);
    void count_value(Field& field, const Leaf& leaf);
    static void write(JsonWriter& json, const Named& named);

    std::unordered_map<std::string, Field, Hash, std::equal_to<>> fields_;
    std::uint64_t events_ = 0;
    std::size_t values_ = 0;
    bool has_level_ = false;  // the event that is being read
    std::string scratch_;
    Leaves leaves_;
};

}  // namespace logbeam::http
