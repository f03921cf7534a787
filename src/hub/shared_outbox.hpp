#pragma once

#include "hub/frame_sink.hpp"

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace logbeam::hub {

class SharedOutbox;
struct Chunk;

// Where a reader stands in an outbox. Confined to the shard.
class Cursor {
public:
    Cursor() = default;
    ~Cursor() { leave(); }
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    void join(SharedOutbox& outbox);  // at its end: sees what is appended from now on
    void leave() noexcept;

    [[nodiscard]] bool is_joined() const noexcept { return outbox_ != nullptr; }
    [[nodiscard]] bool has_more() const noexcept;

    // The bytes in front of it as whole frames, in at most `room` pieces.
    [[nodiscard]] std::size_t gather(iovec* pieces, std::size_t room) const noexcept;

    // Moves over `bytes`, and to the end of the frame that they stop in: what is missing of that frame follows
    // immediately in memory. Returns those bytes: the caller keeps a copy and sends it first.
    struct Rest {
        const char* bytes = nullptr;
        std::size_t size = 0;
    };
    Rest advance(std::size_t bytes) noexcept;

    // What a jump to the end leaves out.
    struct Skipped {
        std::uint64_t events = 0;
        std::uint64_t first_seq = 0;
        std::uint64_t last_seq = 0;
    };
    Skipped skip_to_end() noexcept;

    [[nodiscard]] std::uint64_t bytes_behind() const noexcept;
    [[nodiscard]] std::uint64_t events_behind() const noexcept;

private:
    void stand_at_end() noexcept;
    void move_to_next_chunk() noexcept;

    SharedOutbox* outbox_ = nullptr;
    Chunk* chunk_ = nullptr;
    std::size_t offset_ = 0;
    std::size_t frame_ = 0;  // index of the next frame in the chunk
};

// Encoded frames that many readers share, in chunks. Invariants:
//   1. Bytes that were appended never move and never change.
//   2. A cursor always stands at the beginning of a frame or at the end of all.
//   3. A chunk lives while a cursor stands in it or in front of it; the newest always lives.
//   4. A frame lies in one chunk.
// Confined to the shard.
class SharedOutbox final : public FrameSink {
public:
    SharedOutbox();
    ~SharedOutbox() override;
    SharedOutbox(const SharedOutbox&) = delete;
    SharedOutbox& operator=(const SharedOutbox&) = delete;

    [[nodiscard]] char* reserve(std::size_t bytes) override;
    void commit(std::size_t bytes, const FrameHolds& holds) override;

    [[nodiscard]] std::size_t retained_bytes() const noexcept { return retained_; }  // of memory
    [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }            // ever appended
    [[nodiscard]] std::uint64_t events() const noexcept { return events_; }

    static constexpr std::size_t smallest_chunk = 4 * 1024;
    static constexpr std::size_t largest_chunk = 64 * 1024;

private:
    friend class Cursor;
    void free_unread() noexcept;

    std::unique_ptr<Chunk> oldest_;
    Chunk* newest_;
    std::size_t next_chunk_ = smallest_chunk;
    std::size_t retained_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t events_ = 0;
};

}  // namespace logbeam::hub
