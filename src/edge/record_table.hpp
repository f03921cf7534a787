#pragma once

#include "edge/key_values.hpp"
#include "edge/record_text.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::edge {

// Records by kind and key, and how they lie in a bucket: a snapshot in parts, and the changes since then, each in a
// place of a ring. Unsynchronised.
class RecordTable final {
public:
    static constexpr std::size_t most_bytes = 7 << 20;  // of all texts
    static constexpr std::uint64_t places = 256;        // of changes since a snapshot

    // All of it or nothing: refused when there would be too much.
    Result<void> change(const std::vector<history::RecordChange>& changes);
    [[nodiscard]] std::vector<history::Record> records(std::string_view kind) const;
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

    // As it was left; gives the number of the last change. What cannot be read is passed over with a word to `trouble`.
    using Trouble = std::function<void(const std::string& line)>;
    struct Left {
        std::uint64_t number = 0;
        SnapshotHead head;
    };
    Left restore(const std::vector<KeyValue>& all, const Trouble& trouble);

    // The writes that make a snapshot, to be made in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>>
    snapshot(const SnapshotHead& last, std::uint64_t number, std::size_t longest_value) const;

private:
    void apply(const std::vector<history::RecordChange>& changes);
    [[nodiscard]] std::vector<history::RecordChange> all() const;

    std::map<std::pair<std::string, std::string>, std::string> texts_;
    std::size_t bytes_ = 0;
};

[[nodiscard]] std::string place_of(std::uint64_t number);  // the key of a change

}  // namespace logbeam::edge
