#include "wire/native_frame.hpp"

#include "support/test_data.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace logbeam::wire {
namespace {

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file{path};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(line);
    }
    EXPECT_FALSE(lines.empty()) << path;
    return lines;
}

Event event_on(std::string topic) {
    Event event;
    event.id = "1";
    event.topic = std::move(topic);
    event.type = "t";
    event.data = Fields{{"n", 1}};
    return event;
}

template <class Frame>
Frame client(std::string_view text) {
    auto frame = decode_client_frame(text);
    EXPECT_TRUE(frame) << text << "\n" << frame.error().message();
    return std::get<Frame>(std::move(*frame));
}

std::string client_problem(std::string_view text) {
    const auto frame = decode_client_frame(text);
    return frame ? "none" : frame.error().message();
}

TEST(NativeFrame, OfAClientReadsBackAsItWasWritten) {
    for (const auto& text : lines_of(logbeam::test::data_path("wire/client_frames.ndjson"))) {
        const auto frame = decode_client_frame(text);

        ASSERT_TRUE(frame) << text << "\n" << frame.error().message();
        EXPECT_EQ(encode(*frame), text);
    }
}

TEST(NativeFrame, TellsABoundedNumberOfLoggersWithNamesOfABoundedLength) {
    const auto frame_of = [](std::size_t count, std::size_t length) {
        Loggers frame;
        frame.loggers.assign(count, Logger{std::string(length, 'n'), LoggerLevel::info, {}});
        return client_problem(encode(ClientFrame{frame}));
    };

    EXPECT_EQ(frame_of(1000, 10), "none");
    EXPECT_THAT(frame_of(1001, 10), ::testing::HasSubstr("loggers: more than 1000"));
    EXPECT_EQ(frame_of(1, 1024), "none");
    EXPECT_THAT(frame_of(1, 1025), ::testing::HasSubstr("loggers[0].name: is longer than 1024 bytes"));
}

TEST(NativeFrame, OfAServerReadsBackAsItWasWritten) {
    for (const auto& text : lines_of(logbeam::test::data_path("wire/server_frames.ndjson"))) {
        const auto frame = decode_server_frame(text);

        ASSERT_TRUE(frame) << text << "\n" << frame.error().message();
        EXPECT_EQ(encode(*frame), text);
    }
}

TEST(NativeFrame, ThatIsMalformedIsRefused) {
    for (const auto& text : lines_of(logbeam::test::data_path("wire/malformed_client_frames.ndjson"))) {
        EXPECT_FALSE(decode_client_frame(text)) << text;
    }
    for (const auto& text : lines_of(logbeam::test::data_path("wire/malformed_server_frames.ndjson"))) {
        EXPECT_FALSE(decode_server_frame(text)) << text;
    }
}

TEST(NativeFrame, NamesTheMemberThatIsWrong) {
    EXPECT_EQ(client_problem(R"({"kind":"hello"})"), "malformed_frame (113): hello: version: is missing");
    EXPECT_EQ(client_problem(R"({"kind":"hello","version":1,"publishers":[{"id":"a"},{"id":7}]})"),
              "malformed_frame (113): hello: publishers[1].id: expected a string, got a number");
    EXPECT_EQ(client_problem(R"({"kind":"publish","event":{"topic":"a","metadata":[]}})"),
              "malformed_frame (113): publish: event.metadata: expected an object, got an array");
    EXPECT_EQ(client_problem(R"({"kind":"dance"})"), "malformed_frame (113): unknown kind 'dance'");
    EXPECT_EQ(client_problem(R"({"kind":)").substr(0, 20), "malformed_json (110)");
}

TEST(NativeFrame, IgnoresMembersItDoesNotKnow) {
    const auto ping = client<Ping>(R"({"kind":"ping","later":{},"ref":7})");

    EXPECT_EQ(ping.ref, 7U);
}

TEST(Subscribe, BeginsNowUnlessItSaysOtherwise) {
    const auto plain = client<Subscribe>(R"({"kind":"subscribe","id":1,"topics":["a"]})");
    const auto now = client<Subscribe>(R"({"kind":"subscribe","id":1,"topics":["a"],"from":"now"})");

    EXPECT_TRUE(std::holds_alternative<FromNow>(plain.from));
    EXPECT_TRUE(std::holds_alternative<FromNow>(now.from));
    EXPECT_EQ(plain.lag, Lag::disconnect);
}

TEST(Subscribe, MayBeginAtAPositionOrSomeEventsBack) {
    const auto resumed =
        client<Subscribe>(R"({"kind":"subscribe","id":1,"topics":["a"],"from":{"seq":7,"epoch":"e1"}})");
    const auto last = client<Subscribe>(R"({"kind":"subscribe","id":1,"topics":["a"],"from":{"last":100}})");

    EXPECT_EQ(std::get<FromSeq>(resumed.from).seq, 7U);
    EXPECT_EQ(std::get<FromSeq>(resumed.from).epoch, "e1");
    EXPECT_EQ(std::get<FromLast>(last.from).count, 100U);
}

TEST(Events, OfCanonicalTextsAreThoseOfEvents) {
    const Events frame{7, {event_on("a"), event_on("b")}};
    const auto first = frame.events[0].to_json();
    const auto second = frame.events[1].to_json();

    EXPECT_EQ(encode_events(7, {first, second}), encode(frame));
}

TEST(Failed, CarriesWhatTheErrorTableSays) {
    const auto frame = failed(9, Error{ErrorCode::invalid_topic, "'a b' holds a space"});

    EXPECT_EQ(encode(frame), R"({"kind":"failed","ref":9,"error":102,"name":"invalid_topic",)"
                             R"("detail":"'a b' holds a space","mayRetry":false})");
}

TEST(Failed, BecomesTheErrorThatItWas) {
    const Error error = error_of(failed(9, Error{ErrorCode::invalid_topic, "'a b' holds a space"}));

    EXPECT_EQ(error.message(), "invalid_topic (102): the broker says: 'a b' holds a space");
}

TEST(Failed, OfANumberThatIsNotKnownReadsAsInternal) {
    EXPECT_EQ(error_of({{}, 9999, "of_the_future", "", false}).message(),
              "internal (9999): the broker says: of_the_future");
    EXPECT_EQ(error_of({{}, 65'536 + 100, "x", "", false}).code, ErrorCode::internal);
}

}  // namespace
}  // namespace logbeam::wire
