#pragma once

#include "store/block/segment_file.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace logbeam::store {

// All that a segment holds but for the content of its blocks. A block whose row does not fit its checksum stands there as
// one that is damaged; other rows that do not fit are left out and counted.
[[nodiscard]] Result<SegmentFacts> load_facts(Database& database, std::uint64_t first_seq, TopicNames& names);

// Of all that the row of the block says.
[[nodiscard]] std::int64_t checksum_of(const SealedBlock& block) noexcept;

// The topics of a segment; a topic's id is its place.
[[nodiscard]] Result<std::vector<std::string_view>> load_topics(Database& database, TopicNames& names);

}  // namespace logbeam::store
