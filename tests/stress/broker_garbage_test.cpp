#include "base/guarded.hpp"
#include "support/broker_rig.hpp"
#include "support/crowd.hpp"
#include "support/raw_client.hpp"
#include "support/stress_scale.hpp"
#include "support/wire_batch.hpp"

#include <logbeam/event.hpp>
#include <logbeam/topic.hpp>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// What clients should never send, over real sockets. After each piece the broker answers or closes that connection; a
// bystander notices nothing; what was taken in is one event on one line, under the topic and the seq that the broker
// gave it to others by.
namespace logbeam::test {
namespace {

std::string noise(std::mt19937_64& choices, std::size_t most) {
    std::string bytes(choose(choices, most), '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(choose(choices, 255));
    return bytes;
}

std::string flipped(std::string bytes, std::mt19937_64& choices) {
    for (std::uint64_t flips = choose(choices, 4) + 1; flips != 0 && !bytes.empty(); --flips)
        bytes[choose(choices, bytes.size() - 1)] ^= static_cast<char>(1U << choose(choices, 7));
    return bytes;
}

std::string cut(std::string bytes, std::mt19937_64& choices) {
    bytes.resize(choose(choices, bytes.size() - 1));
    return bytes;
}

std::string_view one_of(const std::vector<std::string_view>& all, std::mt19937_64& choices) {
    return all[choose(choices, all.size() - 1)];
}

// A batch, and one whose names and data try to be more than that.
std::string good_batch(std::mt19937_64& choices) {
    WirePublisher publisher{"p" + std::to_string(choose(choices, 1'000'000))};
    return publisher.events(choose(choices, 20) + 1, "a").hole(3).event("b", R"({"x":[1,2.5,"y"]})").seal();
}

std::string injecting_batch(std::mt19937_64& choices) {
    const std::vector<std::string_view> topics{
        "a",       R"(a","seq":9,"x":")", "a\",\"topic\":\"$sys.log", "$sys.log", "a b", "a\xff", "", ">", "a\r\n",
        "a\\u0022"};
    const std::vector<std::string_view> data{R"({"a":1},"topic":"evil")",
                                             R"({}}{"id":"evil"})",
                                             R"({"a":"b)",
                                             "{\"a\":\"\xff\xfe\"}",
                                             "{\"a\":\"\xc0\x80\"}",
                                             "{\"a\":\"\xed\xa0\x80\"}",
                                             "{\"a\":\"line\nbreak\"}",
                                             R"({"a":01})",
                                             R"({"a":NaN})",
                                             R"([1,2,])",
                                             R"("\ud800")",
                                             "nul",
                                             "{} {}",
                                             R"({"seq":1,"topic":"evil","id":"evil"})"};
    const std::vector<std::string_view> ids{"", "me-1", R"(x","topic":"evil)", "\xff", "a\nid: 9"};
    WirePublisher publisher{choose(choices, 3) == 0 ? R"(p","x":")" + std::to_string(choose(choices, 1'000'000))
                                                    : "q" + std::to_string(choose(choices, 1'000'000))};
    for (std::uint64_t events = choose(choices, 5) + 1; events != 0; --events)
        publisher.event(one_of(topics, choices), one_of(data, choices), Level::info, one_of(ids, choices));
    return publisher.seal();
}

std::string wrong_counts(std::mt19937_64& choices) {
    std::string bytes = good_batch(choices);
    switch (choose(choices, 2)) {
        case 0: return bytes + noise(choices, 20) + "x";           // something behind the last event
        case 1: return bytes.insert(bytes.size() / 2, "\x01", 1);  // all behind it is off by one
        default: bytes.replace(bytes.size() / 2, 1, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"); return bytes;
    }
}

std::string text_frame(std::mt19937_64& choices) {
    const std::vector<std::string_view> frames{
        R"({"kind":"publish","ref":1,"event":{"topic":"a","data":{"x":1}}})",
        R"({"kind":"publish","event":{"topic":"a\",\"topic\":\"evil","data":{}}})",
        R"({"kind":"publish","event":{"topic":"a","type":"\u0000","source":"\"}","data":{"a":"\ud83d\ude00"}}})",
        R"({"kind":"subscribe","id":1,"topics":["a.>"],"from":{"seq":18446744073709551615,"epoch":"x"}})",
        R"({"kind":"subscribe","id":2,"topics":[">"],"from":{"last":99999999999}})",
        R"({"kind":"subscribe","id":3,"topics":["a"],"lag":"skip","maxRate":1})",
        R"({"kind":"unsubscribe","id":1})",
        R"({"kind":"sendTo","client":"me","event":{"topic":"a"}})",
        R"({"kind":"hello","version":1})",
        R"({"kind":"ping","ref":1})",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "\"\xff\"",
        "{}"};
    const std::string frame{one_of(frames, choices)};
    return choose(choices, 1) == 0 ? frame : flipped(frame, choices);
}

struct Garbage : ::testing::Test {
    Garbage() {
        broker.on_hub([this](hub::Hub& hub) {
            hub.on_burst.emplace_back([this](const history::Burst& burst) { check(burst); });
            return true;
        });
        subscribe(bystander, "bystander");
    }

    void check(const history::Burst& burst) {
        for (const history::Entry& entry : burst.entries) {
            const std::string text{burst.text_of(entry)};
            const auto event = Event::parse(text);
            // Data keeps the bytes that it came with; everything around it is the broker's own writing.
            const bool is_whole = event && event->seq == entry.seq && event->topic == burst.topic_of(entry) &&
                                  TopicName::parse(event->topic) && Event::parse(event->to_json()) &&
                                  text.find_first_of("\r\n") == std::string::npos;
            if (!is_whole && spoilt.lock()->size() < 10'000) *spoilt.lock() += text + "\n";
        }
    }

    void expect_bystander_served(std::uint64_t number) {
        ASSERT_EQ(
            post(broker.port(), "/api/events", R"({"topic":"bystander","data":{"n":)" + std::to_string(number) + "}}")
                .status,
            200);
        const auto message = bystander.next();
        ASSERT_TRUE(message.has_value());
        ASSERT_EQ(numbers_in(*message), std::vector<std::uint64_t>{number});
    }

    // A piece for a session that goes on until it is closed.
    template <class Send>
    void tell(Send send) {
        if (!session) {
            session.emplace(broker.port(), "/ws");
            session->send_text(R"({"kind":"hello","version":1})");
        }
        send(*session);
        session->send_text(R"({"kind":"ping","ref":424242})");
        if (session->next_with("424242").has_value()) return;
        EXPECT_TRUE(session->close_code().has_value() || session->client().is_closed_by_peer());
        session.reset();
        ++closed;
    }

    // Bytes where frames are expected, then nothing more.
    void expect_end_behind(const std::string& bytes) {
        RawWebSocket socket{broker.port(), "/ws"};
        socket.send_text(R"({"kind":"hello","version":1})");
        socket.send_raw(bytes);
        ::shutdown(socket.client().descriptor(), SHUT_WR);
        EXPECT_TRUE(socket.client().is_closed_by_peer());
    }

    void expect_answer_or_end(const std::string& request) {
        RawClient client{broker.port()};
        client.send(request);
        ::shutdown(client.descriptor(), SHUT_WR);
        EXPECT_TRUE(client.is_closed_by_peer());
    }

    std::mt19937_64 choices = seeded_choices();
    Guarded<std::string> spoilt;
    BrokerRig broker;
    RawWebSocket bystander{broker.port(), "/ws"};
    std::optional<RawWebSocket> session;
    std::uint64_t closed = 0;
};

TEST_F(Garbage, InBatchesIsAnsweredOrEndsTheConnectionAndNothingElse) {
    const std::uint64_t pieces = scaled(60'000);
    for (std::uint64_t piece = 0; piece < pieces; ++piece) {
        const auto batch = [&] {
            switch (choose(choices, 5)) {
                case 0: return noise(choices, 300);
                case 1: return cut(good_batch(choices), choices);
                case 2: return flipped(good_batch(choices), choices);
                case 3: return flipped(injecting_batch(choices), choices);
                case 4: return wrong_counts(choices);
                default: return injecting_batch(choices);
            }
        }();
        tell([&](RawWebSocket& socket) { socket.send_binary(batch); });
        if (piece % 100 == 0) expect_bystander_served(piece);
        if (HasFatalFailure()) return;
    }

    EXPECT_EQ(*spoilt.lock(), "");
    const hub::Counters counters = broker.counters();
    EXPECT_GT(counters.refused_batches, 0U);
    EXPECT_GT(counters.refused_events, 0U);
    EXPECT_GT(counters.accepted, pieces / 10);
}

TEST_F(Garbage, InFramesIsAnsweredOrEndsTheConnectionAndNothingElse) {
    const std::uint64_t pieces = scaled(40'000);
    for (std::uint64_t piece = 0; piece < pieces; ++piece) {
        if (choose(choices, 3) == 0) {
            expect_end_behind(noise(choices, 300));
        } else {
            tell([&](RawWebSocket& socket) { socket.send_text(text_frame(choices)); });
        }
        if (piece % 100 == 0) expect_bystander_served(piece);
        if (HasFatalFailure()) return;
    }

    EXPECT_EQ(*spoilt.lock(), "");
    EXPECT_GT(closed, 0U);
}

TEST_F(Garbage, InHttpIsAnsweredOrEndsTheConnectionAndNothingElse) {
    const std::uint64_t pieces = scaled(20'000);
    const std::vector<std::string_view> bodies{R"({"topic":"a","data":{"x":1}})",
                                               R"([{"topic":"a"},{"topic":"a b"},7])",
                                               "{\"topic\":\"a\"}\n{\"topic\":\"b\",\"data\":\"\xff\"}\n",
                                               R"({"specversion":"1.0","id":"1","source":"s","type":"t"})"};
    const std::vector<std::string_view> types{"application/json", "application/x-ndjson",
                                              "application/cloudevents+json", "application/cloudevents-batch+json",
                                              "text/plain"};
    for (std::uint64_t piece = 0; piece < pieces; ++piece) {
        const std::string body = flipped(std::string{one_of(bodies, choices)}, choices);
        const std::string request = "POST /api/events?topic=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: " +
                                    std::string{one_of(types, choices)} +
                                    "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        switch (choose(choices, 3)) {
            case 0: expect_answer_or_end(noise(choices, 300)); break;
            case 1: expect_answer_or_end(flipped(request, choices)); break;
            default: expect_answer_or_end(request); break;
        }
        if (piece % 100 == 0) expect_bystander_served(piece);
        if (HasFatalFailure()) return;
    }

    EXPECT_EQ(*spoilt.lock(), "");
}

}  // namespace
}  // namespace logbeam::test
