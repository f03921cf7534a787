#pragma once

#include "store/block/segment_file.hpp"

namespace logbeam::store {

// All that a segment holds but for the content of its blocks.
[[nodiscard]] Result<SegmentFacts> load_facts(Database& database, TopicNames& names);

// Ids of the topics of a segment, by name.
[[nodiscard]] Result<std::vector<std::string_view>> load_topics(Database& database, TopicNames& names);

}  // namespace logbeam::store
