#pragma once

#include "alert/detector.hpp"
#include "alert/lifecycle.hpp"
#include "alert/rule.hpp"
#include "query/field_values.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <vector>

namespace logbeam::alert {

struct JudgeCounts {
    std::uint64_t matched = 0;      // events, once for each of the rule's queries
    std::uint64_t without_key = 0;  // they have not all fields of `by`, or one of more than `longest_key_value` bytes
};

// One rule at work: what matched goes to its detector, after it was waited for late ones, and what that finds to its
// alerts' lifecycle. Unsynchronised.
class Judge {
public:
    Judge(Rule rule, Lifecycle::Tell tell);
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    // An event that one of its queries matched. `now` is never before the event, nor before an earlier call's.
    void see(const query::Subject& subject, std::string_view id, std::size_t query, Timestamp now);

    void advance(Timestamp now);
    [[nodiscard]] std::optional<Timestamp> next_due() const;

    static constexpr std::size_t longest_key_value = 1024;

    // So many events of a query in a row that cannot be judged are an error of the rule.
    static constexpr std::uint64_t most_unjudged = 100;

    [[nodiscard]] const Rule& rule() const noexcept { return rule_; }
    // Why it does not judge what matches by now; empty: it does.
    [[nodiscard]] const std::string& error() const noexcept;
    [[nodiscard]] const JudgeCounts& counts() const noexcept { return counts_; }
    [[nodiscard]] const Detector& detector() const noexcept { return *detector_; }
    [[nodiscard]] const Lifecycle& lifecycle() const noexcept { return lifecycle_; }
    [[nodiscard]] Lifecycle& lifecycle() noexcept { return lifecycle_; }

private:
    // A sighting that waits for those that come late, and owns what it is about.
    struct Held {
        Timestamp time{};
        std::uint64_t seq = 0;
        std::size_t query = 0;
        std::string id;
        std::string group;
        query::FieldValues::Values values;
        std::string text;  // of the event
        std::string topic;
        std::optional<Level> level;
        std::uint32_t data_at = 0;
    };
    struct Later {
        bool operator()(const Held& left, const Held& right) const noexcept {
            return left.time != right.time ? left.time > right.time
                   : left.seq != right.seq ? left.seq > right.seq
                                           : left.query > right.query;
        }
    };

    // More are not waited with: the oldest is judged before its time.
    static constexpr std::size_t most_held = 100'000;
    static constexpr std::size_t most_held_bytes = std::size_t{64} << 20U;

    // What became of the events of one query.
    struct Course {
        std::uint64_t unjudged = 0;  // in a row
        std::string error;
    };

    [[nodiscard]] bool read_key(const query::Subject& subject, std::size_t query);
    void note_judged(std::size_t query);
    void note_unjudged(std::size_t query, const std::vector<std::string>& lacked, Timestamp at);
    void hold(const query::Subject& subject, std::string_view id, std::size_t query);
    void release(Timestamp until);
    void release_first();
    void go_on(Timestamp now);
    void judge(const Sighting& sighting, const query::Subject& subject, Timestamp now);

    const Rule rule_;
    std::vector<query::FieldValues> keys_;  // of each query
    query::FieldValues fields_;
    Lifecycle lifecycle_;
    std::unique_ptr<Detector> detector_;
    std::priority_queue<Held, std::vector<Held>, Later> held_;
    std::size_t held_bytes_ = 0;
    Timestamp now_ = Timestamp::min();
    JudgeCounts counts_;
    std::vector<Course> courses_;  // of each query
    query::FieldValues::Values key_;
    query::FieldValues::Values values_;
    std::string group_;
};

}  // namespace logbeam::alert
