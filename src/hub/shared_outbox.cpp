#include "hub/shared_outbox.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace logbeam::hub {

// A piece of an outbox: bytes, and where its frames end.
struct Chunk {
    struct Frame {
        std::uint32_t end = 0;
        std::uint32_t events = 0;
        std::uint64_t first_seq = 0;
        std::uint64_t last_seq = 0;
    };

    explicit Chunk(std::size_t room) : bytes{std::make_unique_for_overwrite<char[]>(room)}, capacity{room} {}

    std::unique_ptr<char[]> bytes;
    std::size_t capacity;
    std::size_t used = 0;
    std::size_t cursors = 0;  // that stand in it
    std::uint64_t bytes_before = 0;
    std::uint64_t events_before = 0;
    std::vector<Frame> frames;
    std::unique_ptr<Chunk> next;
};

SharedOutbox::SharedOutbox()
    : oldest_{std::make_unique<Chunk>(smallest_chunk)}, newest_{oldest_.get()}, retained_{smallest_chunk} {}

SharedOutbox::~SharedOutbox() {
    while (oldest_)
        oldest_ = std::move(oldest_->next);  // one after the other: a chain would recurse
}

char* SharedOutbox::reserve(std::size_t bytes) {
    if (newest_->capacity - newest_->used < bytes) {
        // Chunks grow with the traffic: an audience that hears little holds little.
        next_chunk_ = std::min(next_chunk_ * 2, largest_chunk);
        auto chunk = std::make_unique<Chunk>(std::max(next_chunk_, bytes));
        chunk->bytes_before = bytes_;
        chunk->events_before = events_;
        retained_ += chunk->capacity;
        newest_->next = std::move(chunk);
        newest_ = newest_->next.get();
        free_unread();
    }
    return newest_->bytes.get() + newest_->used;
}

void SharedOutbox::commit(std::size_t bytes, const FrameHolds& holds) {
    assert(bytes <= newest_->capacity - newest_->used);
    newest_->used += bytes;
    newest_->frames.push_back(
        {static_cast<std::uint32_t>(newest_->used), holds.events, holds.first_seq, holds.last_seq});
    bytes_ += bytes;
    events_ += holds.events;
}

// Invariant 3: nothing stands in front of the first cursor.
void SharedOutbox::free_unread() noexcept {
    while (oldest_.get() != newest_ && oldest_->cursors == 0) {
        retained_ -= oldest_->capacity;
        oldest_ = std::move(oldest_->next);
    }
}

void Cursor::join(SharedOutbox& outbox) {
    leave();
    outbox_ = &outbox;
    stand_at_end();
}

void Cursor::leave() noexcept {
    if (outbox_ == nullptr) return;
    --chunk_->cursors;
    outbox_->free_unread();
    outbox_ = nullptr;
    chunk_ = nullptr;
}

bool Cursor::has_more() const noexcept {
    return outbox_ != nullptr && (offset_ != chunk_->used || chunk_->next != nullptr);
}

std::size_t Cursor::gather(iovec* pieces, std::size_t room) const noexcept {
    if (outbox_ == nullptr) return 0;
    std::size_t count = 0;
    std::size_t offset = offset_;
    for (const Chunk* chunk = chunk_; chunk != nullptr && count != room; chunk = chunk->next.get()) {
        if (chunk->used != offset) pieces[count++] = {chunk->bytes.get() + offset, chunk->used - offset};
        offset = 0;
    }
    return count;
}

Cursor::Rest Cursor::advance(std::size_t bytes) noexcept {
    while (bytes > chunk_->used - offset_) {
        bytes -= chunk_->used - offset_;
        move_to_next_chunk();
    }
    if (bytes == chunk_->used - offset_) {
        offset_ = chunk_->used;
        frame_ = chunk_->frames.size();
        if (chunk_->next != nullptr) move_to_next_chunk();
        return {};
    }
    const std::size_t stopped = offset_ + bytes;
    const auto frame =
        std::partition_point(chunk_->frames.begin() + static_cast<std::ptrdiff_t>(frame_), chunk_->frames.end(),
                             [stopped](const Chunk::Frame& each) { return each.end <= stopped; });
    const auto index = static_cast<std::size_t>(frame - chunk_->frames.begin());
    const std::size_t begins = index == 0 ? 0 : chunk_->frames[index - 1].end;
    frame_ = index;
    offset_ = begins;
    if (stopped == begins) return {};
    frame_ = index + 1;
    offset_ = frame->end;
    return {chunk_->bytes.get() + stopped, frame->end - stopped};
}

Cursor::Skipped Cursor::skip_to_end() noexcept {
    assert(chunk_ != nullptr);
    Skipped skipped;
    skipped.events = events_behind();
    std::size_t frame = frame_;
    for (const Chunk* chunk = chunk_; chunk != nullptr; chunk = chunk->next.get(), frame = 0) {
        for (; frame < chunk->frames.size(); ++frame) {
            if (chunk->frames[frame].events == 0) continue;
            if (skipped.first_seq == 0) skipped.first_seq = chunk->frames[frame].first_seq;
            skipped.last_seq = chunk->frames[frame].last_seq;
        }
    }
    --chunk_->cursors;
    stand_at_end();
    outbox_->free_unread();
    return skipped;
}

std::uint64_t Cursor::bytes_behind() const noexcept {
    return outbox_ == nullptr ? 0 : outbox_->bytes_ - chunk_->bytes_before - offset_;
}

std::uint64_t Cursor::events_behind() const noexcept {
    if (outbox_ == nullptr) return 0;
    std::uint64_t seen = chunk_->events_before;
    for (std::size_t frame = 0; frame < frame_; ++frame)
        seen += chunk_->frames[frame].events;
    return outbox_->events_ - seen;
}

void Cursor::stand_at_end() noexcept {
    chunk_ = outbox_->newest_;
    offset_ = chunk_->used;
    frame_ = chunk_->frames.size();
    ++chunk_->cursors;
}

void Cursor::move_to_next_chunk() noexcept {
    Chunk* const left = chunk_;
    chunk_ = left->next.get();
    ++chunk_->cursors;
    --left->cursors;
    offset_ = 0;
    frame_ = 0;
    if (left->cursors == 0) outbox_->free_unread();
}

}  // namespace logbeam::hub
