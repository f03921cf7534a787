#pragma once

#include "cli/query/event_stream.hpp"

#include <string>

namespace logbeam::cli {

// `30 of 120 blocks, 15000 events looked at, 1 found`
[[nodiscard]] std::string describe(const SearchState& state);

// How far a search is, on one line of stderr that goes away again; only where people read it. Unsynchronised.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const SearchState& state);
    void clear();

private:
    const bool is_wanted_;
    bool is_shown_ = false;
};

}  // namespace logbeam::cli
