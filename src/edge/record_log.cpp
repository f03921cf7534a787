#include "edge/record_log.hpp"

#include "base/ids.hpp"

#include <utility>

namespace logbeam::edge {
namespace {

constexpr std::chrono::seconds patience_with_loading{5};
constexpr std::chrono::milliseconds between_looks{50};

}  // namespace

RecordLog::RecordLog(KeyValues& bucket, std::string writer, const Clock& clock, Observer observer)
    : bucket_{bucket},
      writer_{std::move(writer)},
      id_{base::make_publisher_id()},
      clock_{clock},
      observer_{std::move(observer)} {}

void RecordLog::drive() {
    const bool is_late = part_ == Part::loading && clock_.steady_now() - began_to_load_ >= patience_with_loading;
    if (part_ == Part::closed || is_late) return load();
    if (is_writing_) return;
    if (part_ == Part::loaded) return claim();
    if (part_ != Part::open) return;
    if (writes_.empty()) prepare();
    if (!writes_.empty()) return write();
    if (on_drained_) std::exchange(on_drained_, {})();
}

void RecordLog::load() {
    part_ = Part::loading;
    began_to_load_ = clock_.steady_now();
    bucket_.load("", lifetime_.guard([this](const Result<Loaded>& loaded) {
        if (!loaded) {
            part_ = Part::closed;
            return observer_.trouble("what was kept of alerts cannot be read: " + loaded.error().message());
        }
        revision_ = loaded->last_revision;
        left_ = state_.with([&](State& state) {
            state.table = RecordTable{};
            return state.table.restore(loaded->all, observer_.trouble);
        });
        part_ = Part::loaded;
        claim();
    }));
}

// Nobody wrote since, and whoever wrote before writes no more.
void RecordLog::claim() {
    part_ = Part::claiming;
    writes_.clear();
    writes_.push_back({"writer", writer_, {}, {}, next_id()});
    write();
}

// What a log would be too long for, or has no place for, is a snapshot: of everything, those changes included.
void RecordLog::prepare() {
    const auto state = state_.lock();
    if (state->waiting.empty()) return;
    keeps_ = state->changed;
    ++left_.number;
    auto text = to_json(NumberedChanges{left_.number, std::exchange(state->waiting, {})});
    const bool has_place = left_.number - left_.head.number < RecordTable::places;
    if (!has_place || text.size() > bucket_.longest_value()) return prepare_snapshot(*state);
    writes_.push_back({place_of(left_.number), std::move(text), {}, {}, next_id()});
}

void RecordLog::prepare_snapshot(const State& state) {
    ++counts_.snapshots;
    for (auto& [key, value] : state.table.snapshot(left_.head, left_.number, bucket_.longest_value()))
        writes_.push_back({std::move(key), std::move(value), {}, {}, next_id()});
    left_.head = parse_head(writes_.back().value).value();
}

void RecordLog::write() {
    is_writing_ = true;
    Write write = writes_.front();
    write.after_revision = revision_;
    bucket_.write(std::move(write),
                  lifetime_.guard([this](const Result<std::uint64_t>& written) { hear_of(written); }));
}

void RecordLog::hear_of(const Result<std::uint64_t>& written) {
    is_writing_ = false;
    if (!written && written.error().code == ErrorCode::refused) {
        const bool was_open = part_ == Part::open;
        part_ = was_open ? Part::lost : Part::closed;  // who was not open yet reads once more what there is
        const auto on_lost = observer_.on_lost;        // outlives this log
        if (was_open) on_lost();
        return;
    }
    if (!written) {
        ++counts_.retries;
        return;
    }
    ++counts_.writes;
    revision_ = *written;
    writes_.pop_front();
    if (!writes_.empty()) return write();
    finish();
}

void RecordLog::finish() {
    if (part_ == Part::claiming) {
        part_ = Part::open;
        return observer_.on_open();
    }
    state_.lock()->kept = keeps_;
    kept_.notify_all();
    drive();
}

std::string RecordLog::next_id() {
    return base::event_id(id_, ++ids_);
}

Result<void> RecordLog::change(const std::vector<history::RecordChange>& changes) {
    auto changed = state_.with([&](State& state) -> Result<void> {
        if (state.is_over) return Error{ErrorCode::going_away, "another broker tells of alerts from now on"};
        if (auto done = state.table.change(changes); !done) return done;
        state.waiting.insert(state.waiting.end(), changes.begin(), changes.end());
        ++state.changed;
        return {};
    });
    if (changed) observer_.wake();
    return changed;
}

std::vector<history::Record> RecordLog::records(std::string_view kind) const {
    return state_.lock()->table.records(kind);
}

bool RecordLog::wait_until_kept(const std::function<bool()>& may_wait) {
    auto state = state_.lock();
    const auto wanted = state->changed;
    const auto is_over = [wanted](const State& each) { return each.kept >= wanted || each.is_waiting_over; };
    while (!state.wait_for(kept_, between_looks, is_over)) {
        if (!may_wait()) return false;
    }
    return state->kept >= wanted;
}

void RecordLog::stop_waiting() {
    state_.lock()->is_waiting_over = true;
    kept_.notify_all();
}

void RecordLog::close() {
    state_.with([](State& state) { return state.is_over = state.is_waiting_over = true; });
    kept_.notify_all();
}

void RecordLog::drain(std::function<void()> on_done) {
    on_drained_ = std::move(on_done);
    drive();
}

}  // namespace logbeam::edge
