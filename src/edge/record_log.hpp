#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "base/lifetime.hpp"
#include "edge/key_values.hpp"
#include "edge/record_table.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::edge {

// Records in memory that are written to a bucket, in order, while this broker is the one that writes there. What is not
// written yet goes in one value with what follows. Each write says which one came before it, so that a broker which
// another has followed writes nothing more, however late. Confined, but for what says otherwise.
class RecordLog final {
public:
    struct Observer {
        std::function<void()> wake;  // on any thread: `drive` has something to do
        // Inside of an answer, and the last thing that it does: the log may go.
        std::function<void()> on_open;
        std::function<void()> on_lost;  // another writes
        std::function<void(const std::string& line)> trouble;
    };
    struct Counts {
        std::uint64_t writes = 0;
        std::uint64_t snapshots = 0;
        std::uint64_t retries = 0;
    };

    // `writer` is for people who look. The rest outlives it.
    RecordLog(KeyValues& bucket, std::string writer, const Clock& clock, Observer observer);

    // Begins to open it, to write what is to be written, and to write again what was not answered. Each second, and
    // when woken.
    void drive();

    // Thread-safe.
    Result<void> change(const std::vector<history::RecordChange>& changes);
    [[nodiscard]] std::vector<history::Record> records(std::string_view kind) const;
    // Until the bucket has what was changed by now; false when it does not come to that: `may_wait` says no, or the
    // end.
    [[nodiscard]] bool wait_until_kept(const std::function<bool()>& may_wait);
    // Nobody waits any more.
    void stop_waiting();
    // Nothing is changed any more, either.
    void close();

    // Calls it when all is written.
    void drain(std::function<void()> on_done);

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }

private:
    enum class Part : std::uint8_t { closed, loading, loaded, claiming, open, lost };
    struct State {
        RecordTable table;
        std::vector<history::RecordChange> waiting;
        std::uint64_t changed = 0;  // calls
        std::uint64_t kept = 0;
        bool is_over = false;
        bool is_waiting_over = false;
    };

    void load();
    void claim();
    void prepare();
    void prepare_snapshot(const State& state);
    void write();
    void hear_of(const Result<std::uint64_t>& written);
    void finish();
    [[nodiscard]] std::string next_id();

    KeyValues& bucket_;
    const std::string writer_;
    const std::string id_;  // of this log, in those of its writes
    const Clock& clock_;
    const Observer observer_;
    Part part_ = Part::closed;
    std::chrono::steady_clock::time_point began_to_load_{};
    std::uint64_t revision_ = 0;  // of the bucket
    RecordTable::Left left_;
    std::deque<Write> writes_;  // the first is under way when `is_writing_`
    bool is_writing_ = false;
    std::uint64_t keeps_ = 0;  // the last call whose changes are written with them
    std::uint64_t ids_ = 0;
    std::function<void()> on_drained_;
    Counts counts_;
    Guarded<State> state_;
    std::condition_variable kept_;
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
