#pragma once

#include "store/block/block_options.hpp"
#include "store/block/segment_list.hpp"
#include "store/block/topic_names.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::store {

// A tail as it lies in the folder.
struct FoundTail {
    std::string path;
    std::string content;
    std::size_t whole_bytes = 0;  // what is behind them is torn
};

// What a folder holds. A value.
struct FoundStore {
    SegmentList segments;
    SegmentList retained;
    std::vector<std::string> retired;  // files whose events were copied on already
    std::vector<FoundTail> tails;
    std::map<std::string, std::uint64_t> publishers;
    std::vector<history::Hole> holes;
    std::vector<std::string> notices;
    std::uint64_t through = 0;  // of the segments; the tails may go on
    bool is_complete = true;    // false: the newest segment cannot be read
};

// Fails for a newer format alone; what is damaged is told and left out.
[[nodiscard]] Result<FoundStore> find_store(const std::string& directory, TopicNames& names);

}  // namespace logbeam::store
