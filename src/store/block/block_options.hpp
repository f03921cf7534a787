#pragma once

#include "query/program.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::store {

class FileLayer;

// When what was appended is brought onto the disk itself. kill -9 loses nothing under any of them; a power cut loses what
// was not synced, and then the epoch changes.
enum class SyncPolicy : std::uint8_t { none, group, each_append };

// Events that match outlive their segment. Without a limit of bytes: use it for what is rare.
struct RetainRule {
    std::shared_ptr<const query::Program> program;
    std::chrono::hours age{};
};

struct BlockOptions {
    std::string directory;

    // The oldest segments go when one of these is exceeded.
    std::chrono::hours keep_age{7 * 24};
    std::uint64_t keep_bytes = std::uint64_t{2} << 30U;
    std::uint64_t keep_events = 0;                     // 0: without limit
    std::uint64_t min_free = std::uint64_t{1} << 30U;  // of the disk; with less nothing is stored any more
    std::vector<RetainRule> retain = {};

    SyncPolicy sync = SyncPolicy::group;
    std::chrono::milliseconds sync_interval{50};

    std::size_t block_events = 1024;
    std::size_t block_bytes = 1 << 20;
    std::uint64_t segment_events = 1'000'000;
    std::chrono::minutes flush_age{60};  // a block that is not full by then is sealed as it is

    // Not empty: what is appended comes out of a log of this epoch, and what is not held comes again. So the epoch stays, and
    // nothing counts as had that is not here.
    std::string log_epoch = {};

    bool read_only = false;      // beside a writer; sees what there is when it is opened
    std::string boot_id = {};    // empty: the machine's
    FileLayer* files = nullptr;  // nullptr: the machine's; must outlive the history

    // Told in one line what was found at the start, damage, a full disk, and that it is over; on the ingest thread.
    std::function<void(const std::string& line)> on_notice = {};
};

struct BlockStats {
    std::uint64_t segments = 0;
    std::uint64_t blocks = 0;          // in segments
    std::uint64_t pending_blocks = 0;  // full, and not in a segment yet
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;     // on disk
    std::uint64_t retained = 0;  // events that outlived their segment
    std::uint64_t trimmed = 0;   // these count from the start of the program
    std::uint64_t unstored = 0;
    std::uint64_t excluded = 0;
    std::uint64_t damaged_blocks = 0;
    std::uint64_t damaged_parts = 0;  // of indexes: nothing is missing, but it is found more slowly
    std::uint64_t syncs = 0;
    std::string last_error;
};

}  // namespace logbeam::store
