#include "store/block/sealer.hpp"

#include "base/signals.hpp"
#include "store/block/segment_format.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace logbeam::store {
namespace {

constexpr std::size_t queue_limit = 8;
constexpr std::size_t blocks_per_commit = 8;

std::uint64_t bytes_on_disk(const std::string& path) {
    std::error_code ignored;
    const auto size_of = [&](const std::string& name) {
        const auto size = std::filesystem::file_size(name, ignored);
        return ignored ? 0 : size;
    };
    return size_of(path) + size_of(path + "-wal");
}

}  // namespace

Sealer::Sealer(SealerSetup setup)
    : setup_{std::move(setup)},
      file_{std::move(setup_.open_segment)},
      retirement_{setup_.directory, setup_.names, std::move(setup_.open_retained)},
      thread_{base::thread_without_signals([this] { run(); })} {}

Sealer::~Sealer() {
    state_.with([](State& state) {
        state.is_stopping = true;
        state.may_try = true;
    });
    changed_.notify_all();
    thread_.join();
    // The writers' connections are the last ones: then the journals go with them.
    state_.lock()->news.clear();
    file_.reset();
    retirement_.forget_file();
    if (writer_) writer_->rest();
}

void Sealer::submit(std::shared_ptr<const MemoryBlock> block) {
    auto state = state_.lock();
    state.wait(changed_, [](const State& now) { return now.blocks.size() < queue_limit || now.is_failing; });
    state->blocks.push_back(std::move(block));
    changed_.notify_all();
}

void Sealer::retire(RetireOrder order) {
    state_.lock()->retirements.push_back(std::move(order));
    changed_.notify_all();
}

void Sealer::forget_retained() {
    state_.lock()->forgets_retained = true;
}

void Sealer::remove(std::string path) {
    state_.lock()->removals.push_back(std::move(path));
    changed_.notify_all();
}

void Sealer::end_segment() {
    state_.lock()->ends_segment = true;
    changed_.notify_all();
}

void Sealer::sync_soon(std::shared_ptr<AppendFile> file) {
    const auto state = state_.lock();
    auto& files = state->unsynced;
    if (files.empty()) {
        state->sync_at = std::chrono::steady_clock::now() + setup_.sync_interval;
        changed_.notify_all();
    }
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(std::move(file));
}

void Sealer::try_again() {
    state_.lock()->may_try = true;
    changed_.notify_all();
}

bool Sealer::is_failing() const {
    return state_.lock()->is_failing;
}

bool Sealer::is_stuck() const {
    return state_.with([](const State& state) { return state.is_failing && state.blocks.size() >= queue_limit; });
}

std::vector<SealerNews> Sealer::collect() {
    return std::exchange(state_.lock()->news, {});
}

std::uint64_t Sealer::syncs() const {
    return state_.lock()->syncs;
}

void Sealer::settle() {
    auto state = state_.lock();
    state.wait(changed_, [](const State& now) { return !now.can_work() && now.removals.empty() && !now.is_busy; });
}

void Sealer::run() {
    for (;;) {
        const Work next_work = next();
        sync(next_work.unsynced);
        remove_segments(next_work.removals);
        if (next_work.is_last) return;
        finish(next_work, work(next_work));
    }
}

std::vector<std::shared_ptr<AppendFile>> Sealer::due(State& state, bool is_stopping) {
    const bool is_due = is_stopping || std::chrono::steady_clock::now() >= state.sync_at;
    return is_due ? std::exchange(state.unsynced, {}) : std::vector<std::shared_ptr<AppendFile>>{};
}

// Waits until there is something to do.
Sealer::Work Sealer::next() {
    auto state = state_.lock();
    const auto is_wanted = [](const State& now) { return now.can_work() || now.is_stopping || !now.removals.empty(); };
    Work work;
    while (!is_wanted(*state) && work.unsynced.empty()) {
        if (state->unsynced.empty()) {
            state.wait(changed_, [&](const State& now) { return is_wanted(now) || !now.unsynced.empty(); });
        } else {
            static_cast<void>(state.wait_until(changed_, state->sync_at, is_wanted));
        }
        work.unsynced = due(*state, state->is_stopping);
    }
    if (work.unsynced.empty()) work.unsynced = due(*state, state->is_stopping);
    work.removals = std::exchange(state->removals, {});
    if (!state->can_work()) {
        work.is_last = state->is_stopping;
    } else if (!state->retirements.empty()) {
        work.retirement = state->retirements.front();
    } else {
        const std::size_t count = std::min(state->blocks.size(), blocks_per_commit);
        work.blocks.assign(state->blocks.begin(), state->blocks.begin() + static_cast<std::ptrdiff_t>(count));
        work.ends_segment = state->ends_segment && count == state->blocks.size();
    }
    work.forgets_retained = std::exchange(state->forgets_retained, false);
    state->is_busy = true;
    return work;
}

void Sealer::sync(const std::vector<std::shared_ptr<AppendFile>>& files) {
    for (const auto& file : files) {
        const auto synced = file->sync();
        const auto state = state_.lock();
        ++state->syncs;
        if (!synced) state->news.emplace_back(SealerProblem{synced.error()});
    }
}

void Sealer::remove_segments(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
        for (const char* const companion : segment_files) {
            auto removed = setup_.files->remove(path + companion);
            if (!removed) state_.lock()->news.emplace_back(SealerProblem{removed.error()});
        }
    }
}

Result<std::vector<SealerNews>> Sealer::work(const Work& work) {
    std::vector<SealerNews> news;
    if (work.forgets_retained) retirement_.forget_file();
    if (!work.blocks.empty()) {
        if (auto written = write(work.blocks, news); !written) return written.error();
    }
    if ((is_full() || (work.ends_segment && prepared_.empty())) && file_) {
        auto sealed = seal_segment(news);
        if (!sealed && news.empty()) return sealed.error();
        if (!sealed) news.emplace_back(SealerProblem{sealed.error()});
    }
    if (work.retirement) {
        auto retired = retirement_.carry_out(*work.retirement, press_);
        if (!retired) return retired.error();
        news.emplace_back(std::move(*retired));
    }
    return news;
}

// As many as the segment takes, all of these or none. What was prepared in vain is not prepared again.
Result<void> Sealer::write(const std::vector<std::shared_ptr<const MemoryBlock>>& blocks,
                           std::vector<SealerNews>& news) {
    for (std::size_t index = prepared_.size(); index < blocks.size(); ++index)
        prepared_.push_back(press_.prepare(blocks[index]));
    if (auto opened = open_segment(blocks.front()->summary().info.first_seq); !opened) return opened;
    auto sealed = put_prepared();
    if (!sealed) {
        writer_.reset();
        return sealed.error();
    }
    prepared_.erase(prepared_.begin(), prepared_.begin() + static_cast<std::ptrdiff_t>(sealed->size()));
    const std::uint64_t bytes = bytes_on_disk(file_->path());
    for (BlockSealed& each : *sealed) {
        each.segment_bytes = bytes;
        news.emplace_back(std::move(each));
    }
    return {};
}

Result<std::vector<BlockSealed>> Sealer::put_prepared() {
    std::vector<BlockSealed> done;
    if (auto begun = writer_->begin(); !begun) return begun.error();
    for (const PreparedBlock& each : prepared_) {
        if (is_full()) break;
        auto sealed = writer_->put(each);
        if (!sealed) return sealed.error();
        done.push_back({each.block->number(), file_, *sealed, each.filter, 0, each.block->notes().arrived});
    }
    if (auto committed = writer_->commit(); !committed) return committed.error();
    return done;
}

bool Sealer::is_full() const {
    return writer_ && (writer_->is_sealed() || writer_->events() >= setup_.segment_events ||
                       bytes_on_disk(writer_->path()) >= setup_.segment_bytes);
}

Result<void> Sealer::open_segment(std::uint64_t first_seq) {
    if (writer_) return {};
    const std::string path = file_ ? file_->path() : setup_.directory + "/" + segment_name("segment", first_seq);
    auto writer = SegmentWriter::open(path, file_ ? file_->first_seq() : first_seq, *setup_.names);
    if (!writer) return writer.error();
    if (!file_) {
        auto file = SegmentFile::open(path, first_seq, DatabaseAccess::read_only);
        if (!file) return file.error();
        file_ = std::move(*file);
    }
    writer_ = std::move(*writer);
    return {};
}

Result<void> Sealer::seal_segment(std::vector<SealerNews>& news) {
    if (auto opened = open_segment(file_->first_seq()); !opened) return opened;
    const auto is_transposed = SegmentWriter::seal(std::exchange(writer_, nullptr), *file_);
    if (!is_transposed) return is_transposed.error();
    news.emplace_back(SegmentSealed{file_, bytes_on_disk(file_->path()), *is_transposed});
    file_.reset();
    return {};
}

void Sealer::finish(const Work& work, Result<std::vector<SealerNews>> done) {
    state_.with([&](State& state) {
        state.is_busy = false;
        if (!done) {
            state.news.emplace_back(SealerProblem{done.error()});
            state.is_failing = true;
            state.may_try = false;
            return;
        }
        state.is_failing = false;
        if (work.retirement) state.retirements.pop_front();
        if (work.ends_segment && prepared_.empty() && !file_) state.ends_segment = false;
        for (SealerNews& each : *done) {
            if (std::holds_alternative<BlockSealed>(each)) state.blocks.pop_front();
            state.news.push_back(std::move(each));
        }
    });
    changed_.notify_all();
}

}  // namespace logbeam::store
