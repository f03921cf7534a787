#include "channel/spool.hpp"

#include "channel/per_level.hpp"
#include "wire/batch_codec.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace logbeam::channel {

namespace {

wire::Hole hole_for(const Batch& batch) noexcept {
    return {batch.first, batch.last - batch.first + 1, DropReason::spool_full, batch.levels};
}

bool is_only_spool_holes(const Batch& batch) {
    if (batch.events != 0) {
        return false;
    }
    const auto view = wire::decode_batch(batch.bytes);
    return view && std::all_of(view->holes.begin(), view->holes.end(),
                               [](const wire::Hole& hole) { return hole.reason == DropReason::spool_full; });
}

std::shared_ptr<const Batch> batch_of_hole(const std::string& publisher, const wire::Hole& hole) {
    wire::BatchBuilder builder{publisher};
    builder.add_hole(hole);
    return std::make_shared<const Batch>(
        Batch{builder.seal(), publisher, hole.first, hole.first + hole.count - 1, 0, PerLevel{}, false});
}

// The holes that `batch` carries already, as counts.
PerLevel levels_of_holes(const Batch& batch) {
    PerLevel sum{};
    if (const auto view = wire::decode_batch(batch.bytes)) {
        for (const wire::Hole& hole : view->holes) {
            add(sum, hole.levels);
        }
    }
    return sum;
}

}  // namespace

Spool::Spool(std::size_t capacity, SpoolJournal* journal) : capacity_{capacity}, journal_{journal} {}

void Spool::append(std::shared_ptr<const Batch> batch) {
    bytes_ += cost(*batch);
    high_water_ = std::max(high_water_, bytes_);
    events_ += batch->recovered ? 0 : batch->events;
    batches_.push_back(std::move(batch));
    if (journal_ != nullptr) {
        journal_->on_append(*batches_.back());
    }
}

std::shared_ptr<const Batch> Spool::next_unsent() const {
    return sent_ < batches_.size() ? batches_[sent_] : nullptr;
}

void Spool::mark_sent() noexcept {
    assert(sent_ < batches_.size());
    ++sent_;
}

std::uint64_t Spool::acknowledge(const transport::Held& held) {
    const std::size_t before = batches_.size();
    std::uint64_t acknowledged = 0;
    for (std::size_t index = 0; index < batches_.size();) {
        const Batch& batch = *batches_[index];
        if (batch.publisher != held.publisher || batch.last > held.counter) {
            if (batch.publisher == held.publisher) {
                break;  // counters rise: nothing further is held
            }
            ++index;
            continue;
        }
        acknowledged += batch.recovered ? 0 : batch.events;
        remove(index);
    }
    if (journal_ != nullptr && batches_.size() != before) {
        journal_->on_acknowledged(held);
        journal_->on_change(batches_);
    }
    return acknowledged;
}

PerLevel Spool::drop_oldest() {
    std::size_t index = sent_;
    while (index < batches_.size() && (batches_[index]->events == 0 || batches_[index]->recovered)) {
        ++index;
    }
    if (index == batches_.size()) {
        return {};
    }

    const std::shared_ptr<const Batch> victim = batches_[index];
    wire::Hole hole = hole_for(*victim);
    add(hole.levels, levels_of_holes(*victim));
    remove(index);
    if (index > sent_ && batches_[index - 1]->publisher == victim->publisher &&
        is_only_spool_holes(*batches_[index - 1])) {
        const Batch& neighbour = *batches_[index - 1];
        add(hole.levels, levels_of_holes(neighbour));
        hole.count += hole.first - neighbour.first;
        hole.first = neighbour.first;
        remove(--index);
    }
    auto replacement = batch_of_hole(victim->publisher, hole);
    bytes_ += cost(*replacement);
    batches_.insert(batches_.begin() + static_cast<std::ptrdiff_t>(index), std::move(replacement));
    if (journal_ != nullptr) {
        journal_->on_change(batches_);
    }
    return victim->levels;
}

std::uint64_t Spool::settled_through(std::string_view publisher, std::uint64_t none_waits) const noexcept {
    for (const auto& batch : batches_) {
        if (batch->publisher == publisher) {
            return batch->first - 1;
        }
    }
    return none_waits;
}

void Spool::remove(std::size_t index) {
    const Batch& batch = *batches_[index];
    bytes_ -= cost(batch);
    events_ -= batch.recovered ? 0 : batch.events;
    sent_ -= index < sent_ ? 1 : 0;
    batches_.erase(batches_.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace logbeam::channel
