#include "cli/bench/event_maker.hpp"

#include "cli/bench/bench_options.hpp"

#include <logbeam/event.hpp>
#include <logbeam/topic.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace logbeam::cli {
namespace {

Marker numbered(std::uint64_t sequence) {
    return {3, 700, sequence, 123'456'789};
}

TEST(BenchEvent, HasTheSizeThatWasAskedForAsText) {
    std::string text;
    append_event(text, bench_topic(0), numbered(1), text_padding(300));

    EXPECT_EQ(text.size(), 300u);
}

TEST(BenchEvent, HasTheSizeThatWasAskedForWhenTheBrokerHasWrittenIt) {
    std::string data;
    append_data(data, numbered(1), batch_padding(300));
    Event event;
    event.id = "k3v9t2m8q1x0z-1f4ab";
    event.topic = bench_topic(0);
    event.type = "bench.tick";
    event.source = "bench";
    event.seq = 184467;
    event.data = Value::parse(data).value();
    event.client_id = "k3v9t2m8q1x0z";

    EXPECT_EQ(event.to_json().size(), 300u);
}

TEST(BenchEvent, FitsIntoTheSmallestSize) {
    EXPECT_GT(text_padding(smallest_event), 0u);
    EXPECT_GT(batch_padding(smallest_event), 0u);
}

TEST(BenchEvent, IsAnEventAsText) {
    std::string text;
    append_event(text, "a.b", numbered(9), 5);

    const auto event = Event::parse(text);

    ASSERT_TRUE(event.ok());
    EXPECT_EQ(event->topic, "a.b");
    EXPECT_EQ(read_marker(text.data() + text.rfind('~')), numbered(9));
}

TEST(BenchPatterns, AreDifferentAndAllMatchTheirTopic) {
    std::set<std::string> patterns;
    for (std::size_t pattern = 0; pattern < max_patterns; ++pattern) {
        const std::string text = bench_pattern(7, pattern);
        patterns.insert(text);

        EXPECT_TRUE(TopicPattern{text}.matches(bench_topic(7))) << text;
        EXPECT_FALSE(TopicPattern{text}.matches(bench_topic(8))) << text;
    }
    EXPECT_EQ(patterns.size(), max_patterns);
}

}  // namespace
}  // namespace logbeam::cli
