#include "unit/http/past_rig.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::json_of;
using test::PastRig;
using test::Published;
using test::size_of;

// What happened in half an hour, made up the same way each time.
std::vector<Published> half_an_hour(Timestamp now, std::size_t count) {
    std::mt19937 random{11};
    std::vector<Published> events;
    for (std::size_t i = 0; i < count; ++i) {
        const auto ago = std::chrono::milliseconds{random() % 1'800'000};
        const std::string level = random() % 4 == 0 ? "error" : "info";
        const std::string city = random() % 3 == 0 ? "Rome" : "Berlin";
        events.push_back({now - ago, random() % 2 == 0 ? "logs.a" : "logs.b", level,
                          R"({"city":")" + city + R"(","ms":)" + std::to_string(random() % 1000) + "}"});
    }
    return events;
}

// A histogram as one would count it by hand: events by the begin of their minute.
template <class Wanted>
std::map<std::string, std::int64_t> counted(const std::vector<Published>& events, Wanted is_wanted) {
    std::map<std::string, std::int64_t> counts;
    for (const Published& event : events) {
        if (is_wanted(event)) ++counts[to_rfc3339(std::chrono::floor<std::chrono::minutes>(event.time))];
    }
    return counts;
}

// The buckets of an answer that are not empty, by their begin.
template <class... Path>
std::map<std::string, std::int64_t> read(const Value& answer, Path... path) {
    std::map<std::string, std::int64_t> counts;
    const Value buckets = at(answer, "buckets");
    for (const Value& bucket : *buckets.as_array()) {
        const auto count = at(bucket, path...).as_int64().value_or(0);
        if (count != 0) counts[*at(bucket, "time").as_string()] = count;
    }
    return counts;
}

class Histogram : public ::testing::Test {
protected:
    Histogram() { broker.publish(events); }
    Value ask(const std::string& parameters) { return json_of(broker.get("/api/histogram?" + parameters)); }

    PastRig broker;
    const std::vector<Published> events = half_an_hour(broker.clock.wall_now(), 5000);
};

TEST_F(Histogram, CountsTheLastHourByTheMinute) {
    const auto answer = ask("");

    EXPECT_EQ(at(answer, "bucket"), Value{"1m"});
    EXPECT_EQ(at(answer, "total"), Value{5000});
    EXPECT_EQ(at(answer, "complete"), Value{true});
    EXPECT_EQ(size_of(at(answer, "buckets")), 61u);
    EXPECT_EQ(read(answer, "count"), counted(events, [](const Published&) { return true; }));
}

TEST_F(Histogram, CountsByLevel) {
    const auto answer = ask("by=level");

    EXPECT_EQ(at(answer, "keys").to_json(), R"(["info","error"])");
    EXPECT_EQ(read(answer, "counts", "error"),
              counted(events, [](const Published& event) { return event.level == "error"; }));
}

TEST_F(Histogram, CountsByTopicAndByField) {
    EXPECT_EQ(read(ask("by=topic"), "counts", "logs.b"),
              counted(events, [](const Published& event) { return event.topic == "logs.b"; }));
    EXPECT_EQ(read(ask("by=city"), "counts", "Rome"),
              counted(events, [](const Published& event) { return event.data.find("Rome") != std::string::npos; }));
    EXPECT_EQ(at(ask("by=type"), "keys").to_json(), R"(["logger.info","logger.error"])");
}

TEST_F(Histogram, CountsWhatTheQueryMatches) {
    const auto answer = ask("query=city%3ARome+level%3Aerror");

    EXPECT_EQ(read(answer, "count"), counted(events, [](const Published& event) {
                  return event.level == "error" && event.data.find("Rome") != std::string::npos;
              }));
}

TEST_F(Histogram, CountsOnlyWhatTheTokenMayHear) {
    broker.allow_only(">", "logs.b");

    const auto answer = ask("by=topic");

    EXPECT_EQ(at(answer, "keys").to_json(), R"(["logs.b"])");
    EXPECT_EQ(read(answer, "count"), counted(events, [](const Published& event) { return event.topic == "logs.b"; }));
}

TEST_F(Histogram, CountsBetweenTheTimesOnly) {
    const Timestamp from = broker.ago(10min);
    const Timestamp to = broker.ago(5min);

    const auto answer = ask("from=" + to_rfc3339(from) + "&to=" + to_rfc3339(to) + "&bucket=1m");

    EXPECT_EQ(read(answer, "count"),
              counted(events, [&](const Published& event) { return event.time >= from && event.time <= to; }));
}

TEST_F(Histogram, MeasuresAField) {
    std::vector<double> values;
    const Timestamp minute = std::chrono::floor<std::chrono::minutes>(broker.ago(10min));
    for (const Published& event : events) {
        if (std::chrono::floor<std::chrono::minutes>(event.time) != minute) continue;
        values.push_back(std::stod(event.data.substr(event.data.find("ms") + 4)));
    }
    std::sort(values.begin(), values.end());
    const auto rank = [&values](double percent) {
        return values[static_cast<std::size_t>(std::ceil(static_cast<double>(values.size()) * percent / 100)) - 1];
    };

    const auto bucket = at(ask("value=ms&from=" + to_rfc3339(minute) + "&to=" + to_rfc3339(minute + 59s)), "buckets");
    const auto whole =
        at(ask("value=ms&bucket=1m&from=" + to_rfc3339(minute) + "&to=" + to_rfc3339(minute + 59999ms)), "buckets", 0);

    EXPECT_EQ(size_of(bucket), 60u);
    EXPECT_EQ(at(whole, "values"), Value{values.size()});
    EXPECT_EQ(at(whole, "p50"), Value{rank(50)});
    EXPECT_EQ(at(whole, "p95"), Value{rank(95)});
    EXPECT_EQ(at(whole, "p99"), Value{rank(99)});
    EXPECT_EQ(at(whole, "approximate"), Value{});
}

TEST(HistogramKeys, BeyondTheTwentyMostFrequentAreCountedTogether) {
    PastRig broker;
    std::vector<Published> events;
    for (int key = 0; key < 25; ++key)
        events.insert(events.end(), key < 20 ? 2 : 1,
                      {broker.ago(1s), "a", "info", R"({"k":)" + std::to_string(key) + "}"});
    broker.publish(events);

    const auto answer = json_of(broker.get("/api/histogram?by=k&bucket=1w"));

    EXPECT_EQ(size_of(at(answer, "keys")), 20u);
    EXPECT_EQ(at(answer, "buckets", 0, "count"), Value{45});
    EXPECT_EQ(at(answer, "buckets", 0, "other"), Value{5});
}

TEST(HistogramParameters, ThatDoNotReadAreRefused) {
    PastRig broker;

    for (const auto* query : {"bucket=0s", "bucket=fast", "bucket=1ms", "by=seq", "by=timestamp", "value=level",
                              "value=", "from=-1h&to=-1h", "limit=5", "query=(", "before=7"}) {
        EXPECT_EQ(broker.get(std::string{"/api/histogram?"} + query).status, 400) << query;
    }
}

}  // namespace
}  // namespace logbeam::http
