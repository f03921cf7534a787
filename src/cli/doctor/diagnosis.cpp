#include "cli/doctor/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace logbeam::cli {
namespace {

using Weight = Finding::Weight;

const Value* member(const Value& object, std::string_view key) {
    const Fields* fields = object.as_object();
    return fields == nullptr ? nullptr : fields->find(key);
}

std::uint64_t number(const Value& object, std::string_view key) {
    const Value* value = member(object, key);
    const auto count = value == nullptr ? std::nullopt : value->as_uint64();
    return count.value_or(0);
}

std::string text(const Value& object, std::string_view key) {
    const Value* value = member(object, key);
    const std::string* found = value == nullptr ? nullptr : value->as_string();
    return found == nullptr ? std::string{} : *found;
}

std::string events(std::uint64_t count) {
    return std::to_string(count) + (count == 1 ? " event" : " events");
}

// As "behind 10 up to 20, behind 35 up to 36".
std::string stretches(const Value& object, std::string_view key) {
    const Value* value = member(object, key);
    const auto* list = value == nullptr ? nullptr : value->as_array();
    std::string all;
    for (const Value& each : list == nullptr ? Value::Array{} : *list) {
        all += (all.empty() ? "behind " : ", behind ") + std::to_string(number(each, "after")) + " up to " +
               std::to_string(number(each, "through"));
    }
    return all;
}

// How a person knows it: by what it calls itself, else by its id.
std::string name_of(const Value& client, std::string_view id_key) {
    const std::string id = text(client, id_key);
    const std::string source = text(client, "source");
    return source.empty() ? id : source + " (" + id + ")";
}

struct Reason {
    std::string_view name;
    std::string_view why;
    std::string_view remedy;
};

constexpr std::array drop_reasons{
    Reason{"queue_full", "its threads logged faster than its worker took",
           "raise ConnectionOptions::queue_bytes, log less, or let it wait with OverflowPolicy::block"},
    Reason{"spool_full", "the broker was away, or slower than it, for longer than its spool lasts",
           "raise ConnectionOptions::spool_bytes"},
    Reason{"too_large", "they were longer than it may send",
           "raise ConnectionOptions::max_event there, limits.event_bytes here, or log less at once"},
    Reason{"filtered", "its before_send said so", ""},
    Reason{"encoding", "they could not be written as JSON, or before_send threw", "look at its on_error"},
    Reason{"closed", "it ended before they were acknowledged",
           "raise ConnectionOptions::close_timeout, or give it a spool_file"},
};

class Examination {
public:
    void lost(std::string what, std::string_view remedy) { add(Weight::lost, std::move(what), remedy); }
    void notice(std::string what, std::string_view remedy = {}) { add(Weight::notice, std::move(what), remedy); }

    [[nodiscard]] std::vector<Finding> take() {
        std::stable_partition(findings_.begin(), findings_.end(),
                              [](const Finding& each) { return each.weight == Weight::lost; });
        return std::move(findings_);
    }

private:
    void add(Weight weight, std::string what, std::string_view remedy) {
        findings_.push_back({weight, std::move(what), std::string{remedy}});
    }

    std::vector<Finding> findings_;
};

void examine_publisher(const Value& publisher, Examination& found) {
    const std::string who = name_of(publisher, "id");
    for (const Reason& reason : drop_reasons) {
        const Value* dropped = member(publisher, "dropped");
        const std::uint64_t count = dropped == nullptr ? 0 : number(*dropped, reason.name);
        if (count == 0) continue;
        const std::string what = who + " dropped " + events(count) + ": " + std::string{reason.why};
        reason.name == "filtered" ? found.notice(what) : found.lost(what, reason.remedy);
    }
    if (const auto count = number(publisher, "missing"); count != 0) {
        found.lost(who + " numbered " + events(count) + " that never came, and did not say why",
                   "it crashed without a spool_file, or another broker has them");
    }
    if (const std::string numbers = stretches(publisher, "absent"); !numbers.empty()) {
        found.lost(
            "batches of " + who + " have not come out of NATS: " + numbers,
            "they are late, or a NATS server has lost them: see docs/scaling.md, When copies of the stream differ");
    }
    if (const auto count = number(publisher, "refused"); count != 0) {
        found.lost(events(count) + " of " + who + " were refused here",
                   "its on_error says which rule they broke: JSON, size, topic, or a token that may not publish there");
    }
    if (const auto count = number(publisher, "unstored"); count != 0) {
        found.lost(events(count) + " of " + who + " were delivered live, but could not be stored",
                   "look at the broker's log: the disk is full, or may not be written");
    }
    const Value* told = member(publisher, "told");
    const std::uint64_t waiting = told == nullptr ? 0 : number(*told, "queued") + number(*told, "spooled");
    if (waiting != 0) {
        found.notice(events(waiting) + " of " + who + " waited in its queue and spool when it told last, at " +
                         text(*told, "time"),
                     text(publisher, "tail") == "unknown" ? "they come when it is back, where it has a spool_file"
                                                          : "");
    }
    if (text(publisher, "tail") == "unknown") {
        found.notice(who + " is gone; all that it numbered up to " + std::to_string(number(publisher, "through")) +
                     " is accounted for, what it may have numbered behind that is unknown");
    }
}

void examine_subscription(const Value& subscription, Examination& found) {
    const std::string who = name_of(subscription, "client");
    if (const auto count = number(subscription, "skipped"); count != 0) {
        found.lost(who + " was too slow for " + events(count) + " of " +
                       std::to_string(number(subscription, "offered")),
                   "give it a filter or maxRate, or raise limits.lag_bytes");
    }
    if (const auto count = number(subscription, "sampled_out"); count != 0) {
        found.notice(who + " was not sent " + events(count) + ": it asked for a maxRate");
    }
}

void examine_history(const Value& history, Examination& found) {
    const Value* holes = member(history, "holes");
    const auto* list = holes == nullptr ? nullptr : holes->as_array();
    for (const Value& hole : list == nullptr ? std::vector<Value>{} : *list) {
        const std::string why = text(hole, "reason");
        found.lost("the history has a hole from seq " + std::to_string(number(hole, "first")) + " to " +
                       std::to_string(number(hole, "last")) + ": " + why,
                   why == "damaged" ? "restore the file that the log names from a copy" : "make room on its disk");
    }
    if (const auto count = number(history, "trimmed"); count != 0) {
        found.notice("the history let go of " + events(count) + " to keep its limits",
                     "raise store.keep, store.keep_bytes or history.events to keep more");
    }
}

struct Count {
    std::string_view name;
    std::string_view what;
    std::string_view remedy;
};

constexpr std::array notable_counters{
    Count{"too_slow", "readers were sent away for being slow; they continue from the history", "see limits.lag_bytes"},
    Count{"refused_batches", "batches did not decode", "bring both ends to versions that go together"},
    Count{"refused_connections", "connections were refused", "see limits.connections"},
    Count{"limits_reached", "requests reached a limit", "the broker's log and the client's error name it"},
    Count{"rate_limited", "times a publisher was above its rate and had to wait", "see limits.events_per_second"},
    Count{"unauthorized", "requests came without a token that is known", "see token_file"},
};

template <class Examine>
void for_each_in(const Value& object, std::string_view key, Examine examine) {
    const Value* value = member(object, key);
    const auto* list = value == nullptr ? nullptr : value->as_array();
    if (list == nullptr) return;
    for (const Value& each : *list)
        examine(each);
}

}  // namespace

std::vector<Finding> diagnose(const Value& accounting, const Value& stats) {
    Examination found;
    for_each_in(accounting, "publishers", [&](const Value& each) { examine_publisher(each, found); });
    for_each_in(accounting, "subscriptions", [&](const Value& each) { examine_subscription(each, found); });
    if (const Value* history = member(accounting, "history")) examine_history(*history, found);
    if (const Value* counters = member(stats, "counters")) {
        for (const Count& count : notable_counters) {
            const std::uint64_t times = number(*counters, count.name);
            if (times != 0) found.notice(std::to_string(times) + " " + std::string{count.what}, count.remedy);
        }
    }
    return found.take();
}

}  // namespace logbeam::cli
