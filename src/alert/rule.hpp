#pragma once

#include "query/program.hpp"

#include <logbeam/event.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Rules as docs/alerts.md has them, read and checked. Values.
namespace logbeam::alert {

using Span = std::chrono::milliseconds;

struct Query {
    std::string text;  // as it was written
    std::shared_ptr<const query::Program> program;
};

enum class Severity : std::uint8_t { info, warning, error, critical };
[[nodiscard]] std::string_view to_string(Severity severity) noexcept;
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view name) noexcept;

enum class Comparison : std::uint8_t { above, at_least, below, at_most };
[[nodiscard]] bool holds(Comparison comparison, double value, double limit) noexcept;

// --- the kinds ---

// Every event that matches.
struct Match {};

// A value over the events of the last `within`.
struct Threshold {
    enum class Value : std::uint8_t { count, distinct, sum, avg, min, max, percentile, ratio };

    Value value = Value::count;
    std::string field;        // of all but count and ratio
    double percent = 0;       // of percentile
    std::optional<Query> of;  // of ratio: what `when` is a part of
    Comparison comparison = Comparison::above;
    double limit = 0;
    std::uint64_t min_count = 0;  // of events (of ratio: of `of`), below which nothing is said

    // A group that fired is given up when it had no event for so many times `within` behind its last window.
    static constexpr int windows_until_forgotten = 24;
};

// Whether of no events there is no value at all, unlike a count or a sum: what held is then not known to have ended.
[[nodiscard]] bool may_be_in_doubt(const Threshold& threshold) noexcept;

// No event for `within`.
struct Absence {
    std::vector<std::string> keys;  // that must be heard of, from the start; empty: each once it was seen

    // After so many times `within` behind the first, a group that is not listed is given up.
    static constexpr int silences_until_forgotten = 24;
};

// More, or less, often than usual: the count of the last `within` against the average count per `within` of the
// `reference` before it.
struct Spike {
    Span reference{};
    std::optional<double> above;  // times the usual
    std::optional<double> below;  // the same
    std::uint64_t min_count = 0;  // of the events in `within` for above, of the usual for below
};

// A field of a group's events is another than it was.
struct Change {
    std::string field;
    std::optional<std::string> from;  // only from this
    std::optional<std::string> to;    // only to this
};

// A field's value that was never seen, or not for `forget_after`.
struct NewValue {
    std::string field;
    Span learn{};         // from the first event on, what is new is learned only
    Span forget_after{};  // 0: never
    std::size_t max_values = 100'000;
};

// Steps one after the other within `within`, for one value of the key.
struct Step {
    Query when;
    bool is_absent = false;       // must not happen between its neighbours; as the last step: until `within` is over
    std::uint64_t count = 1;      // how often
    std::vector<std::string> by;  // the key as it is called here; empty: the rule's `by`
};
struct Sequence {
    std::vector<Step> steps;
    bool is_ordered = true;
};

// The states of other rules, as their events on `$alerts.<name>` tell them: each of `all_of` fires, one of `any_of` (where
// there are some), and none of `none_of`.
struct Composite {
    std::vector<std::string> all_of;
    std::vector<std::string> any_of;
    std::vector<std::string> none_of;
    std::vector<Query> queries;  // `topic:$alerts.<name>` of each, in this order
};

using Kind = std::variant<Match, Threshold, Absence, Spike, Change, NewValue, Sequence, Composite>;
[[nodiscard]] std::string_view name_of(const Kind& kind) noexcept;  // as it is written: `new_value`

// Who is told of alerts, and how they are put together.
struct Telling {
    std::vector<std::string> notifiers;
    std::vector<std::string> group_by{"rule"};  // fields as field_of knows them; none: all in one group
    Span wait = std::chrono::seconds{30};       // for more of the same before a message
    Span interval = std::chrono::minutes{5};    // between two messages of a group with news
    Span repeat = std::chrono::hours{4};        // what fires is told again; 0: never
};

// What `logbeam alerts test` is to find.
struct Expectation {
    std::string state;                      // pending, firing, resolved
    std::map<std::string, std::string> by;  // of which group; empty: any
    std::uint64_t times = 1;
};

// A name is a part of a topic, and of a file's name.
[[nodiscard]] bool is_rule_name(std::string_view name) noexcept;

struct Rule {
    std::string name;  // a word: its topic is `$alerts.<name>`
    std::string file;
    std::size_t line = 0;
    std::string source;  // what is written there: a rule is the same as long as this is
    Kind kind;
    Query when;  // of all but sequence and composite
    std::vector<std::string> by;
    Span within{};
    Span holds_for{};        // `for`: how long the condition holds before it fires
    Span keep_firing_for{};  // how long it fires on behind the end
    Span lateness{};         // how long events are waited for that come late
    std::size_t max_groups = 10'000;
    Severity severity = Severity::warning;
    std::map<std::string, std::string> labels;
    std::string message;
    std::string runbook;
    Telling notify;
    bool is_shadow = false;  // judged and told, and marked as not meant yet
    std::vector<Expectation> expect;
    std::string page;  // where the broker's page is, for links: `https://logs.example.org/`
};

// What is asked of events on the kind's behalf: `when`; of a ratio `of` too; of a sequence its steps, of composite its
// rules.
[[nodiscard]] std::vector<Query> queries_of(const Rule& rule);
// The fields whose values it reads of each sighting; of composite: the state and the fingerprint that the event tells.
[[nodiscard]] std::vector<std::string> fields_of(const Rule& rule);
// By what the events of one of its queries are grouped.
[[nodiscard]] const std::vector<std::string>& key_of(const Rule& rule, std::size_t query);

}  // namespace logbeam::alert
