#pragma once

#include "history/state_store.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Records of alerts as JSON, as brokers leave them to each other.
namespace logbeam::edge {

// What one call changed, or several: one value of the bucket, so that there is all of it or nothing.
struct NumberedChanges {
    std::uint64_t number = 0;  // the first has 1
    std::vector<history::RecordChange> changes;
};
[[nodiscard]] std::string to_json(const NumberedChanges& changes);
[[nodiscard]] Result<NumberedChanges> parse_changes(std::string_view json);

// All records as they were after the changes of that number, in so many values: those of one side, until the next
// snapshot is complete on the other.
struct SnapshotHead {
    std::uint64_t number = 0;
    std::string side;
    std::uint64_t parts = 0;
};
[[nodiscard]] std::string to_json(const SnapshotHead& head);
[[nodiscard]] Result<SnapshotHead> parse_head(std::string_view json);

}  // namespace logbeam::edge
