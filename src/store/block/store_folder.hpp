#pragma once

#include "store/block/block_options.hpp"
#include "store/block/file_layer.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <string>

namespace logbeam::store {

// The right to write into a store's folder, for as long as the process lives. A resource that can be moved.
class FolderLock final {
public:
    // Makes the folder where it is missing. store_in_use names who has it.
    [[nodiscard]] static Result<FolderLock> take(const std::string& directory);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    explicit FolderLock(int descriptor) noexcept : descriptor_{descriptor} {}

    int descriptor_;
};

// The file `epoch`: the epoch, and on what grounds the next start may keep it. It is missing while events are delivered
// that are not stored, so that a crash then begins a new one. Unsynchronised.
class EpochFile final {
public:
    EpochFile(FileLayer& files, const std::string& directory, std::string boot_id, SyncPolicy sync);

    // What the last run left.
    struct Left {
        std::string epoch;          // empty: none, or it cannot be kept
        std::uint64_t through = 0;  // the highest seq that was given when this was written
    };
    [[nodiscard]] Left read() const;

    Result<void> begin(std::string epoch, std::uint64_t through);
    void doubt();                                 // something delivered is not stored
    Result<void> restore(std::uint64_t through);  // what is missing is known again, or the store is empty
    void end(std::uint64_t through);              // all that was delivered is stored

private:
    Result<void> write(std::uint64_t through, bool is_clean);

    FileLayer& files_;
    std::string directory_;
    std::string path_;
    std::string boot_id_;
    SyncPolicy sync_;
    std::string epoch_;
    bool is_in_doubt_ = false;
};

}  // namespace logbeam::store
