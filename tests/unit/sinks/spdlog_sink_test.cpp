#include "base/ids.hpp"
#include "sink_test.hpp"
#include "support/faulty_connection.hpp"

#include <gmock/gmock.h>
#include <spdlog/details/os.h>
#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/null_sink.h>

#include <thread>

namespace logbeam::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Strings = std::vector<std::string>;

TEST_F(SinkTest, EachLevelHasItsTypeAndOffIsCritical) {
    auto logger = make_logger("orders");

    for (const auto level : {spdlog::level::trace, spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                             spdlog::level::err, spdlog::level::critical, spdlog::level::off}) {
        logger.log(level, "m");
    }

    const auto types = each(events(), [](const Event& event) { return event.type; });
    EXPECT_EQ(types, (Strings{"logger.trace", "logger.debug", "logger.info", "logger.warning", "logger.error",
                              "logger.critical", "logger.critical"}));
}

TEST_F(SinkTest, DataHoldsWhatTheLogCallSaid) {
    auto logger = make_logger("orders");
    const auto before = std::chrono::system_clock::now();

    logger.warn("disk {} is full", 3);

    const Event got = event();
    EXPECT_EQ(got.level(), Level::warning);
    EXPECT_EQ(got.message(), "disk 3 is full");
    EXPECT_EQ(field(got, "logger"), "orders");
    EXPECT_EQ(field(got, "thread"), spdlog::details::os::thread_id());
    EXPECT_GE(got.timestamp, before);
    EXPECT_LE(got.timestamp, std::chrono::system_clock::now());
}

TEST_F(SinkTest, TopicIsTheLoggersName) {
    make_logger("orders").info("m");
    make_logger("orders.eu").info("m");

    EXPECT_EQ(topics(events()), (Strings{"logs.orders", "logs.orders.eu"}));
}

TEST_F(SinkTest, NamelessLoggerIsDefault) {
    make_logger("").info("m");

    const Event got = event();
    EXPECT_EQ(got.topic, "logs.default");
    EXPECT_EQ(field(got, "logger"), "");
}

TEST_F(SinkTest, NameThatCannotBeATopicStaysInTheData) {
    make_logger("..my app>*").info("m");

    const Event got = event();
    EXPECT_EQ(got.topic, "logs.my_app__");
    EXPECT_EQ(field(got, "logger"), "..my app>*");
}

TEST_F(SinkTest, MacrosTellTheSiteAndFunctionsDoNot) {
    auto logger = make_logger("orders");

    for (int i = 0; i < 2; ++i) {
        SPDLOG_LOGGER_INFO(&logger, "from here");
    }
    const int line = __LINE__ - 2;
    SPDLOG_LOGGER_INFO(&logger, "from there");
    logger.info("from nowhere");

    const auto got = events();
    ASSERT_EQ(got.size(), 4u);
    EXPECT_EQ(field(got[0], "file"), __FILE__);
    EXPECT_EQ(field(got[0], "line"), line);
    EXPECT_EQ(field(got[0], "function"), "TestBody");
    EXPECT_EQ(field(got[0], "site"), field(got[1], "site"));
    EXPECT_NE(field(got[0], "site"), field(got[2], "site"));
    for (const char* key : {"file", "line", "function", "site"}) {
        EXPECT_EQ(got[3].field(key), nullptr) << key;
    }
}

TEST_F(SinkTest, OneSinkServesManyLoggersAndThreads) {
    constexpr int calls = 200;
    const auto sink = make_spdlog_sink(connection());

    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&sink, t] {
            spdlog::logger logger{"logger" + std::to_string(t), sink};
            for (int i = 0; i < calls; ++i) {
                logger.info("call={}", i);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }

    std::map<std::string, int> next;
    for (const Event& got : events()) {
        EXPECT_EQ(field(got, "call"), next[got.topic]++) << got.topic;
    }
    EXPECT_EQ(next,
              (std::map<std::string, int>{
                  {"logs.logger0", calls}, {"logs.logger1", calls}, {"logs.logger2", calls}, {"logs.logger3", calls}}));
}

TEST_F(SinkTest, DistSinkPassesOn) {
    const auto distributor = std::make_shared<spdlog::sinks::dist_sink_mt>();
    distributor->add_sink(make_spdlog_sink(connection()));
    spdlog::logger logger{"orders", distributor};

    logger.info("m");
    logger.flush();

    EXPECT_EQ(messages(events()), Strings{"m"});
}

TEST_F(SinkTest, ClonedLoggerHasATopicOfItsOwn) {
    auto logger = make_logger("orders");
    const auto clone = logger.clone("billing");

    logger.info("m");
    clone->info("m");

    EXPECT_EQ(topics(events()), (Strings{"logs.orders", "logs.billing"}));
}

TEST_F(SinkTest, PatternDoesNotTouchThePayload) {
    auto logger = make_logger("orders");
    logger.set_pattern("%^[%l]%$ %v and more");

    logger.info("order_id={}", 42);

    EXPECT_EQ(event().message(), "order_id=42");
}

TEST_F(SinkTest, FormattedTextFollowsThePatternWithoutItsLineEnd) {
    SinkOptions options;
    options.text = SinkText::formatted;
    auto logger = make_logger("orders", options);
    logger.set_formatter(
        std::make_unique<spdlog::pattern_formatter>("<%n> %v", spdlog::pattern_time_type::utc, "\r\n"));

    logger.info("order_id={}", 42);
    logger.set_pattern("%l: %v");
    logger.info("order_id={}", 43);

    const auto got = events();
    EXPECT_EQ(messages(got), (Strings{"<orders> order_id=42", "info: order_id=43"}));
    EXPECT_EQ(field(got.back(), "order_id"), 43);
}

class ThrowingFormatter final : public spdlog::formatter {
public:
    void format(const spdlog::details::log_msg&, spdlog::memory_buf_t&) override { throw std::runtime_error{"no"}; }
    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<ThrowingFormatter>();
    }
};

TEST_F(SinkTest, FormatterThatThrowsLeavesThePayload) {
    SinkOptions options;
    options.text = SinkText::formatted;
    auto logger = make_logger("orders", options);
    logger.set_formatter(std::make_unique<ThrowingFormatter>());

    logger.info("as it was");

    EXPECT_EQ(event().message(), "as it was");
}

TEST_F(SinkTest, PatternMayChangeWhileOthersLog) {
    constexpr int calls = 500;
    SinkOptions options;
    options.text = SinkText::formatted;
    const auto sink = make_spdlog_sink(connection(), options);
    sink->set_pattern("a %v");

    std::thread other{[&sink] {
        spdlog::logger logger{"orders", sink};
        for (int i = 0; i < calls; ++i) {
            logger.info("m");
        }
    }};
    for (int i = 0; i < 100; ++i) {
        sink->set_pattern(i % 2 == 0 ? "b %v" : "a %v");
    }
    other.join();

    const auto got = messages(events());
    EXPECT_EQ(got.size(), calls);
    EXPECT_THAT(got, ::testing::Each(::testing::AnyOf("a m", "b m")));
}

TEST_F(SinkTest, FlushDoesNotWaitForAPeerThatTakesNothing) {
    Faults faults;
    Receiver receiver;
    faults.hangs = true;
    ConnectionOptions options;
    options.close_timeout = options.close_timeout_away = 1ms;
    Connection hanging = faulty_connection(faults, receiver, options);
    spdlog::logger logger{"orders", make_spdlog_sink(hanging)};
    logger.flush_on(spdlog::level::trace);
    const auto start = std::chrono::steady_clock::now();

    for (int i = 0; i < 1000; ++i) {
        logger.error("m");
    }

    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
    EXPECT_EQ(receiver.count(), 0u);
    EXPECT_EQ(hanging.stats().made, 1000u);
}

TEST_F(SinkTest, SinksLevelIsCountedAndNotNumbered) {
    SinkOptions options;
    options.level = Level::warning;
    auto logger = make_logger("orders", options);

    logger.info("refused");
    logger.error("first");
    logger.debug("refused");
    logger.error("second");

    const auto ids = each(events(), [](const Event& event) { return event.id; });
    const auto publisher = connection().publisher_id();
    EXPECT_EQ(ids, (Strings{base::event_id(publisher, 1), base::event_id(publisher, 2)}));
    EXPECT_EQ(stats().made, 4u);
    EXPECT_EQ(stats().below_level, 2u);
    EXPECT_EQ(stats().dropped, 0u);
}

TEST_F(SinkTest, WhatSpdlogsLevelsStopNeverReachesUs) {
    auto logger = make_logger("orders");
    logger.set_level(spdlog::level::warn);
    logger.sinks().front()->set_level(spdlog::level::err);

    logger.info("stopped by the logger");
    logger.warn("stopped at the sink");
    logger.error("m");

    EXPECT_EQ(messages(events()), Strings{"m"});
    EXPECT_EQ(stats().made, 1u);
}

TEST_F(SinkTest, EmptyMessageIsAnEvent) {
    make_logger("orders").info("");

    const Event got = event();
    EXPECT_EQ(got.type, "logger.info");
    EXPECT_EQ(field(got, "message"), "");
}

TEST_F(SinkTest, NulStaysInTheMessage) {
    using namespace std::string_view_literals;

    make_logger("orders").info("a\0b"sv);

    EXPECT_EQ(event().message(), "a\0b"sv);
}

TEST_F(SinkTest, InvalidUtf8IsReplacedAndCounted) {
    make_logger("orders").info(std::string{"caf\xE9 \xC3\xA9"});

    EXPECT_EQ(event().message(), "caf\uFFFD \u00E9");
    EXPECT_EQ(stats().replaced_bytes, 1u);
}

TEST_F(SinkTest, LongMessageIsCutMarkedAndCounted) {
    constexpr std::size_t ten_megabytes = 10 << 20;
    auto logger = make_logger("orders");

    logger.info(std::string(ten_megabytes, 'x'));
    logger.info("short");

    const auto got = events();
    ASSERT_EQ(got.size(), 2u);
    EXPECT_EQ(got[0].message(), std::string(ConnectionOptions{}.max_message, 'x'));
    ASSERT_NE(got[0].metadata.find("cut_from_bytes"), nullptr);
    EXPECT_EQ(*got[0].metadata.find("cut_from_bytes"), ten_megabytes);
    EXPECT_EQ(got[1].metadata.find("cut_from_bytes"), nullptr);
    EXPECT_EQ(stats().cut_messages, 1u);
}

TEST_F(SinkTest, CutDoesNotSplitACharacter) {
    std::string text = "x";
    while (text.size() <= ConnectionOptions{}.max_message) {
        text += "\u00E9";
    }

    make_logger("orders").info(text);

    EXPECT_EQ(event().message(), text.substr(0, ConnectionOptions{}.max_message - 1));
    EXPECT_EQ(stats().replaced_bytes, 0u);
}

TEST_F(SinkTest, LoggingAfterTheConnectionHasClosedIsDroppedAndCounted) {
    auto logger = make_logger("orders");
    connection().close();

    logger.error("too late");

    EXPECT_THAT(recorder.events(), IsEmpty());
    EXPECT_EQ(stats().dropped_for(DropReason::closed), 1u);
}

TEST_F(SinkTest, SinkOfAUrlOwnsItsConnection) {
    const auto sink = make_spdlog_sink(recorder.url());
    spdlog::logger logger{"orders", sink};

    logger.info("m");

    ASSERT_NE(sink->own_connection(), nullptr);
    EXPECT_TRUE(sink->own_connection()->flush(10s));
    EXPECT_EQ(messages(recorder.events()), Strings{"m"});
    EXPECT_EQ(make_spdlog_sink(connection())->own_connection(), nullptr);
}

TEST_F(SinkTest, MalformedUrlThrowsWhenTheSinkIsMade) {
    EXPECT_THROW((void)make_spdlog_sink("nonsense"), Failure);
}

TEST_F(SinkTest, SubscribersLogCallIsAnEventAndCallsNobodyAgain) {
    auto logger = make_logger("orders");
    Connection elsewhere{recorder.url()};
    EventChannel logs{connection(), "logs.orders"};
    std::atomic<int> calls{0};
    const auto subscription = logs.on("*", [&](const Event& heard) {
        ++calls;
        logger.info("heard {}", heard.message());
    });
    logger.info("subscribed");
    ASSERT_TRUE(connection().flush(10s));

    spdlog::logger{"orders", make_spdlog_sink(elsewhere)}.info("hello");

    EXPECT_TRUE(recorder.expect_event(Level::info, {{"message", "heard hello"}}, 10s));
    EXPECT_EQ(messages(events()), (Strings{"subscribed", "hello", "heard hello"}));
    EXPECT_EQ(calls, 1);
}

// The way errors go: on_error runs on the worker, and its log call comes back to the worker as an event.
TEST(SinkWithErrorHandler, LogCallInOnErrorIsAnEventAndCausesNoFurtherError) {
    std::atomic<int> errors{0};
    std::atomic<spdlog::logger*> complaints{nullptr};
    ConnectionOptions options;
    options.on_error = [&](const Error& error) {
        ++errors;
        complaints.load()->error("trouble={}", error.name());
    };
    testing::Recorder recorder{options};
    SinkOptions failing;
    failing.topic_of = [](std::string_view) -> std::string { throw std::runtime_error{"no topic"}; };
    spdlog::logger logger{"orders", make_spdlog_sink(recorder.connection(), failing)};
    complaints = &logger;

    logger.info("m");

    EXPECT_TRUE(recorder.expect_event(Level::error, {{"trouble", "invalid_topic"}}, 10s));
    EXPECT_TRUE(recorder.connection().flush(10s));
    EXPECT_EQ(messages(recorder.events()), (Strings{"m", "trouble=invalid_topic"}));
    EXPECT_EQ(errors, 1);
}

}  // namespace
}  // namespace logbeam::test
