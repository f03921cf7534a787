#include "wire/batch_codec.hpp"

#include "support/test_data.hpp"
#include "unit/wire/batch_samples.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <random>
#include <string>

namespace logbeam::wire {
namespace {

using test::at;
using test::from_hex;
using test::kind;

constexpr auto largest = std::numeric_limits<std::uint64_t>::max();

BatchView decoded(std::string_view bytes) {
    auto batch = decode_batch(bytes);
    EXPECT_TRUE(batch) << batch.error().message();
    return batch ? std::move(*batch) : BatchView{};
}

std::string problem_of(std::string_view bytes) {
    const auto batch = decode_batch(bytes);
    return batch ? "none" : batch.error().message();
}

// Builds the same batch again.
std::string rebuilt(const BatchView& view) {
    BatchBuilder builder{std::string{view.publisher}};
    auto hole = view.holes.begin();
    for (const auto& event : view.events) {
        for (; hole != view.holes.end() && hole->first < event.counter; ++hole) {
            builder.add_hole(*hole);
        }
        EventKind each{std::string{event.topic}, std::string{event.type}, std::string{event.source},
                       std::string{event.metadata}};
        builder.add(event.counter, each, event.level, event.time, event.data, event.own_id);
    }
    for (; hole != view.holes.end(); ++hole) {
        builder.add_hole(*hole);
    }
    return builder.seal();
}

TEST(Batch, DecodesToWhatWasAdded) {
    BatchBuilder builder{"k3v9t2m8q1x0z"};
    auto orders = kind("logs.orders");
    auto audit = kind("audit", "user.login");
    builder.add(500, orders, Level::info, at(1'000'000), R"({"a":1})");
    builder.add(501, audit, std::nullopt, at(999'000), R"([2])", "their-own-id");
    builder.add(510, orders, Level::critical, at(2'000'000), "{}");

    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    EXPECT_EQ(batch.publisher, "k3v9t2m8q1x0z");
    EXPECT_EQ(batch.first, 500U);
    EXPECT_EQ(batch.last, 510U);
    EXPECT_FALSE(batch.recovered);
    ASSERT_EQ(batch.events.size(), 3U);
    EXPECT_EQ(batch.events[0].topic, "logs.orders");
    EXPECT_EQ(batch.events[0].level, Level::info);
    EXPECT_EQ(batch.events[0].data, R"({"a":1})");
    EXPECT_EQ(batch.events[1].topic, "audit");
    EXPECT_EQ(batch.events[1].type, "user.login");
    EXPECT_EQ(batch.events[1].level, std::nullopt);
    EXPECT_EQ(batch.events[1].own_id, "their-own-id");
    EXPECT_EQ(batch.events[1].time, at(999'000));
    EXPECT_EQ(batch.events[2].counter, 510U);
    EXPECT_EQ(batch.events[2].metadata, R"({"host":"web-1"})");
}

TEST(Batch, TellsOfItsHoles) {
    BatchBuilder builder{"p"};
    auto a = kind("a");
    const Hole before{3, 2, DropReason::queue_full, {0, 0, 2, 0, 0, 0}};
    const Hole behind{6, 10, DropReason::spool_full, {1, 2, 3, 0, 0, 0}};
    builder.add_hole(before);
    builder.add(5, a, Level::info, at(0), "{}");
    builder.add_hole(behind);

    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    EXPECT_EQ(batch.first, 3U);
    EXPECT_EQ(batch.last, 15U);
    EXPECT_EQ(batch.holes, (std::vector{before, behind}));
    EXPECT_EQ(batch.events[0].counter, 5U);
}

TEST(Batch, MayHoldNothingButHoles) {
    BatchBuilder builder{"p"};
    builder.add_hole({largest - 1, 2, DropReason::closed, {}});

    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    EXPECT_EQ(batch.last, largest);
    EXPECT_TRUE(batch.events.empty());
}

TEST(Batch, HoldsTheWholeRangeOfCountersAndTimes) {
    BatchBuilder builder{""};
    auto a = kind("a");
    builder.add(0, a, Level::trace, at(std::numeric_limits<std::int64_t>::min()), "1");
    builder.add(largest, a, Level::trace, at(std::numeric_limits<std::int64_t>::max()), "2");

    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    EXPECT_EQ(batch.events[0].time, at(std::numeric_limits<std::int64_t>::min()));
    EXPECT_EQ(batch.events[1].time, at(std::numeric_limits<std::int64_t>::max()));
    EXPECT_EQ(batch.events[1].counter, largest);
}

TEST(BatchBuilder, BeginsTheNextBatchAfterSealing) {
    BatchBuilder builder{"p"};
    auto a = kind("a");
    builder.add(1, a, Level::info, at(0), "{}");
    EXPECT_FALSE(builder.empty());
    (void)builder.seal();

    EXPECT_TRUE(builder.empty());
    builder.add(7, a, Level::info, at(5), "{}");
    EXPECT_EQ(builder.first(), 7U);
    EXPECT_EQ(builder.last(), 7U);
    EXPECT_EQ(builder.events(), 1U);
    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    EXPECT_EQ(batch.events[0].topic, "a");
    EXPECT_EQ(batch.events[0].time, at(5));
}

TEST(BatchBuilder, SealsNothingToNothing) {
    BatchBuilder builder{"p"};

    EXPECT_EQ(builder.seal(), "");
}

TEST(BatchBuilder, WritesSharedNamesOnce) {
    BatchBuilder builder{"p"};
    auto one = kind("a.topic.of.some.length");
    for (std::uint64_t counter = 1; counter <= 100; ++counter) {
        auto again = kind("a.topic.of.some.length");
        builder.add(counter, counter % 2 == 0 ? one : again, Level::info, at(0), "{}");
    }

    const auto estimate = builder.bytes();
    const auto bytes = builder.seal();

    EXPECT_LT(bytes.size(), 900U);
    EXPECT_GE(estimate, bytes.size());
    EXPECT_LE(estimate, bytes.size() + 100);
}

TEST(BatchDecoder, ReadsNoByteMoreThanThereAre) {
    const auto bytes = test::small_batch();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::vector<char> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));

        EXPECT_FALSE(decode_batch({cut.data(), cut.size()})) << length;
    }
    EXPECT_FALSE(decode_batch(bytes + '\0'));
}

TEST(BatchDecoder, SaysWhatIsMalformedAndWhere) {
    EXPECT_EQ(problem_of(""), "malformed_batch (112): it ends too early (byte 0)");
    EXPECT_EQ(problem_of("\x02"), "unsupported_version (114): batch version 2, known is 1");
    EXPECT_EQ(problem_of(std::string(max_batch_bytes + 1, '\1')), "too_large (115): a batch of more than 8 MiB");
}

TEST(BatchDecoder, RefusesEveryVectorOfTheSharedData) {
    std::ifstream file{logbeam::test::data_path("wire/malformed_batches.txt")};
    int count = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        const auto colon = line.find(": ");
        const auto problem = problem_of(from_hex(line.substr(colon + 2)));

        EXPECT_NE(problem.find(line.substr(0, colon)), std::string::npos) << line << "\n" << problem;
        ++count;
    }
    EXPECT_GT(count, 10);
}

TEST(BatchDecoder, ReadsRandomBatchesAndSurvivesDamagedOnes) {
    std::mt19937_64 random{5};
    const auto upto = [&random](std::uint64_t most) { return random() % (most + 1); };
    for (int round = 0; round < 2000; ++round) {
        BatchBuilder builder{std::string(upto(20), 'p')};
        std::vector<EventKind> kinds{kind("a"), kind("b.c"), kind("d", ""), kind("a", "x")};
        std::uint64_t counter = upto(1U << 20);
        for (auto items = upto(20) + 1; items > 0; --items) {
            if (upto(3) == 0) {
                const Hole hole{counter, upto(5) + 1, static_cast<DropReason>(upto(5)), {}};
                builder.add_hole(hole);
                counter += hole.count + upto(2);
            } else {
                const auto level = upto(6);
                builder.add(counter, kinds[upto(3)],
                            level == 6 ? std::nullopt : std::optional{static_cast<Level>(level)},
                            at(static_cast<std::int64_t>(upto(largest >> 2))), std::string(upto(300), 'd'),
                            std::string(upto(1) * upto(20), 'i'));
                counter += 1 + upto(1) * upto(300);
            }
        }
        const auto bytes = builder.seal();

        const auto batch = decoded(bytes);
        EXPECT_EQ(rebuilt(batch), bytes);

        auto damaged = bytes;
        damaged[upto(damaged.size() - 1)] = static_cast<char>(upto(255));
        (void)decode_batch(damaged);
    }
}

TEST(Batch, OnceRecoveredMarksItsEvents) {
    auto bytes = test::small_batch();

    mark_recovered(bytes);
    const auto batch = decoded(bytes);
    const auto event = to_event(batch, batch.events[0]);

    EXPECT_TRUE(batch.recovered);
    ASSERT_TRUE(event);
    EXPECT_EQ(Value{event->metadata}.to_json(), R"({"host":"web-1","recovered":true})");
}

TEST(Batch, GivesItsEventsTheIdsOfTheirCounters) {
    BatchBuilder builder{"k3v9t2m8q1x0z"};
    auto orders = kind("logs.orders");
    builder.add(0x1f4, orders, Level::info, at(1'000), R"({"level":"info"})");
    builder.add(0x1f5, orders, std::nullopt, at(2'000), "", "own");
    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    const auto first = to_event(batch, batch.events[0]);
    const auto second = to_event(batch, batch.events[1]);

    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->to_json(),
              R"({"id":"k3v9t2m8q1x0z-1f4","topic":"logs.orders","type":"logger.info","source":"orders-api",)"
              R"("timestamp":"1970-01-01T00:00:00.000001000Z","data":{"level":"info"},)"
              R"("metadata":{"host":"web-1"},"clientId":"k3v9t2m8q1x0z"})");
    EXPECT_EQ(second->id, "own");
    EXPECT_EQ(second->data, Value{Fields{}});
}

TEST(Batch, WithDataThatIsNoJsonGivesNoEvent) {
    BatchBuilder builder{"p"};
    auto a = kind("a");
    auto b = kind("b");
    b.metadata = "[]";
    builder.add(1, a, Level::info, at(0), "{");
    builder.add(2, b, Level::info, at(0), "{}");
    const auto bytes = builder.seal();
    const auto batch = decoded(bytes);

    EXPECT_EQ(to_event(batch, batch.events[0]).error().code, ErrorCode::malformed_json);
    EXPECT_EQ(to_event(batch, batch.events[1]).error().message(),
              "ill_typed_event (111): metadata of event 2: expected an object");
}

}  // namespace
}  // namespace logbeam::wire
