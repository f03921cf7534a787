#pragma once

#include "store/block/file_layer.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::store {

// The files that hold what is not in a segment yet: `tail-<first seq>.log`. A file is removed when the last block that it
// has something of is sealed. Confined to the ingest thread.
class TailLog final {
public:
    TailLog(FileLayer& files, std::string directory) : files_{files}, directory_{std::move(directory)} {}

    // A file of an earlier run.
    void adopt(std::string path, std::uint64_t bytes, std::uint64_t last_block);

    // Nothing of a record remains where this fails. `next_seq` names the file, if it takes a new one.
    Result<void> append(std::string_view record, std::uint64_t next_seq);
    void take_back(std::size_t bytes) noexcept;     // of the last record, which could not be synced
    void cover(std::uint64_t last_block) noexcept;  // the block that the last record ends in

    // The next record begins a new file if this one is large enough, or damaged.
    void end_block() noexcept;
    Result<void> release(std::uint64_t sealed_block);
    Result<void> sync_all();  // at the end

    [[nodiscard]] const std::shared_ptr<AppendFile>& current() const noexcept { return current_; }
    [[nodiscard]] std::uint64_t bytes() const noexcept;

private:
    struct File {
        std::string path;
        std::uint64_t bytes = 0;
        std::uint64_t last_block = 0;
    };
    Result<void> begin_file(std::uint64_t next_seq);

    FileLayer& files_;
    std::string directory_;
    std::vector<File> all_;
    std::shared_ptr<AppendFile> current_;  // of the last one
};

[[nodiscard]] std::string tail_name(std::uint64_t first_seq);
[[nodiscard]] bool is_tail_name(std::string_view file_name) noexcept;

}  // namespace logbeam::store
