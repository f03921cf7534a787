#include "hub/shard.hpp"

#include "hub/ingest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>

namespace logbeam::hub {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Frames of one event: its id, a blank.
class PlainEncoder final : public Encoder {
public:
    void events(const std::vector<history::StoredEvent>& events, FrameSink& out) override {
        for (const auto& event : events)
            write(std::to_string(event.seq) + " ", {1, event.seq, event.seq}, out);
    }
    void gap(const wire::Gap& /*gap*/, FrameSink& /*out*/) override {}
    void sampled(const Sampled& sampled, FrameSink& out) override {
        write("sampled:" + std::to_string(sampled.seen) + ":" + std::to_string(sampled.sent) + " ", {}, out);
    }

private:
    static void write(const std::string& text, const FrameHolds& holds, FrameSink& out) {
        text.copy(out.reserve(text.size()), text.size());
        out.commit(text.size(), holds);
    }
};

std::unique_ptr<Encoder> make_plain(Dialect /*dialect*/, std::uint64_t /*audience*/, const std::string& /*epoch*/) {
    return std::make_unique<PlainEncoder>();
}

// Takes what it is given, unless it stands still.
class Listener final : public Subscriber {
public:
    void on_frames() override {
        if (stands_still) return;
        for (const auto& reader : readers) {
            iovec pieces[64];
            const std::size_t count = reader->cursor().gather(pieces, 64);
            std::size_t bytes = 0;
            for (std::size_t index = 0; index < count; ++index) {
                heard.append(static_cast<const char*>(pieces[index].iov_base), pieces[index].iov_len);
                bytes += pieces[index].iov_len;
            }
            if (bytes != 0) (void)reader->cursor().advance(bytes);
        }
    }
    void on_skipped(Reader& /*reader*/, const Cursor::Skipped& skipped) override { skipped_events += skipped.events; }
    void on_too_slow(Reader& /*reader*/) override { was_sent_away = true; }

    std::vector<std::unique_ptr<Reader>> readers;
    std::string heard;
    std::uint64_t skipped_events = 0;
    bool stands_still = false;
    bool was_sent_away = false;
};

struct ShardTest : ::testing::Test {
    void publish(const std::string& topic, const std::string& type = "t") {
        const std::string json = R"({"topic":")" + topic + R"(","type":")" + type + R"("})";
        ASSERT_TRUE(ingest.take_event(json, {"me", "", {}, owner.get()}, {}));
    }
    void commit() {
        shard.deliver(ingest.burst());
        ingest.clear();
        shard.flush();
    }
    Reader& listen(Listener& listener, std::vector<std::string> patterns, wire::Lag lag = wire::Lag::disconnect,
                   std::uint64_t max_rate = 0) {
        Interest interest{Dialect::native, {}, max_rate, owner, lag};
        for (const std::string& topic : patterns)
            interest.topics.emplace_back(topic);
        listener.readers.push_back(shard.open(std::move(interest), listener).value());
        shard.attach(*listener.readers.back());
        return *listener.readers.back();
    }

    SharedRights owner = rights_of_owner();
    TopicTable topics;
    Counters counters;
    Ingest ingest{"epoch", {}, topics, counters};
    ShardLimits limits{.audiences = 5, .outbox_bytes = 1 << 20, .lag_bytes = 128 * 1024};
    Shard shard{limits, "epoch", make_plain, topics, counters};
};

TEST_F(ShardTest, GivesAReaderTheEventsOfItsTopicsOnly) {
    Listener listener;
    listen(listener, {"logs.*"});

    publish("logs.a");
    publish("orders");
    publish("logs.b");
    commit();

    EXPECT_EQ(listener.heard, "1 3 ");
}

TEST_F(ShardTest, EncodesOnceForReadersThatAskForTheSame) {
    Listener one;
    Listener two;
    listen(one, {"a", "b"});
    listen(two, {"b", "a"});

    publish("a");
    commit();

    EXPECT_EQ(shard.audiences(), 1U);
    EXPECT_EQ(one.heard, "1 ");
    EXPECT_EQ(two.heard, "1 ");
}

TEST_F(ShardTest, GivesAnEventOncePerSubscription) {
    Listener listener;
    listen(listener, {"a"});
    listen(listener, {">"});

    publish("a");
    commit();

    EXPECT_EQ(listener.heard, "1 1 ");
}

TEST_F(ShardTest, BeginsWhereAReaderIsAttached) {
    Listener listener;
    Interest interest{Dialect::native, {TopicPattern{"a"}}, 0, owner, wire::Lag::skip};
    listener.readers.push_back(shard.open(interest, listener).value());
    publish("a");
    commit();

    shard.attach(*listener.readers.back());
    publish("a");
    commit();

    EXPECT_EQ(listener.heard, "2 ");
}

TEST_F(ShardTest, KeepsReadersFromTopicsThatTheyMayNotHear) {
    Listener listener;
    Rights rights;
    rights.subscribe.emplace_back("orders.>");
    Interest interest{Dialect::native, {TopicPattern{">"}}, 0, std::make_shared<const Rights>(rights), wire::Lag::skip};
    listener.readers.push_back(shard.open(interest, listener).value());
    shard.attach(*listener.readers.back());

    publish("orders.new");
    publish("payroll");
    commit();

    EXPECT_EQ(listener.heard, "1 ");
}

TEST_F(ShardTest, ForgetsAnAudienceWithItsLastReader) {
    Listener listener;
    listen(listener, {"a"});

    listener.readers.clear();
    publish("a");
    commit();

    EXPECT_EQ(shard.audiences(), 0U);
    EXPECT_EQ(shard.readers(), 0U);
}

TEST_F(ShardTest, RefusesAudiencesBeyondItsLimit) {
    Listener listener;
    for (const char* topic : {"a", "b", "c", "d", "e"})
        listen(listener, {topic});

    const auto sixth = shard.open({Dialect::native, {TopicPattern{"f"}}, 0, owner, wire::Lag::skip}, listener);

    ASSERT_FALSE(sixth);
    EXPECT_EQ(sixth.error().code, ErrorCode::limit_reached);
    EXPECT_EQ(counters.limits_reached, 1U);
}

TEST_F(ShardTest, LetsASlowReaderSkipAndTellsItHowMuch) {
    Listener slow;
    Listener quick;
    listen(slow, {"a"}, wire::Lag::skip);
    listen(quick, {"a"}, wire::Lag::skip);
    slow.stands_still = true;

    std::uint64_t published = 0;
    while (slow.skipped_events == 0 && published < 1'000'000) {
        for (int count = 0; count < 100; ++count, ++published)
            publish("a");
        commit();
    }
    slow.stands_still = false;
    publish("a");
    commit();

    EXPECT_EQ(slow.skipped_events, published);
    EXPECT_EQ(slow.heard, std::to_string(published + 1) + " ");
    EXPECT_EQ(counters.skipped, published);
    EXPECT_LE(shard.outbox_bytes(), limits.lag_bytes + 2 * SharedOutbox::largest_chunk);
    EXPECT_FALSE(quick.was_sent_away);
}

TEST_F(ShardTest, SendsASlowReaderAwayThatWantsNoGaps) {
    Listener slow;
    Listener quick;
    listen(slow, {"a"}, wire::Lag::disconnect);
    listen(quick, {"a"}, wire::Lag::disconnect);
    slow.stands_still = true;

    for (int burst = 0; burst < 2000 && !slow.was_sent_away; ++burst) {
        for (int count = 0; count < 100; ++count)
            publish("a");
        commit();
    }

    EXPECT_TRUE(slow.was_sent_away);
    EXPECT_FALSE(quick.was_sent_away);
    EXPECT_EQ(counters.too_slow, 1U);
    EXPECT_LE(shard.outbox_bytes(), 2 * SharedOutbox::largest_chunk);
}

TEST_F(ShardTest, TellsASampledAudienceWhatItMissed) {
    Listener listener;
    listen(listener, {"a"}, wire::Lag::skip, 2);

    for (int count = 0; count < 5; ++count)
        publish("a");
    commit();
    shard.tick();

    EXPECT_THAT(listener.heard, ::testing::EndsWith("sampled:5:2 "));
    EXPECT_EQ(counters.sampled_out, 3U);
}

TEST_F(ShardTest, KeepsWarningsOfASampledAudience) {
    Listener listener;
    listen(listener, {"a"}, wire::Lag::skip, 2);

    for (int count = 0; count < 5; ++count)
        publish("a", "logger.info");
    for (int count = 0; count < 2; ++count)
        publish("a", "logger.error");
    commit();

    EXPECT_THAT(listener.heard, ::testing::EndsWith("6 7 "));
}

// Everyone's subscriptions, answered without any index.
class ShardAgainstItsModel : public ShardTest, public ::testing::WithParamInterface<unsigned> {
protected:
    struct Model {
        std::vector<TopicPattern> patterns;
        std::string expected;
    };

    std::string any(const std::vector<std::string>& choices) { return choices[random_() % choices.size()]; }
    void join() {
        static const std::vector<std::string> patterns{"a.b", "a.*", "a.>", ">", "*.c", "b.c.d"};
        auto listener = std::make_unique<Listener>();
        const std::vector<std::string> chosen{any(patterns), any(patterns)};
        Interest interest{
            Dialect::native, {TopicPattern{chosen[0]}, TopicPattern{chosen[1]}}, 0, owner, wire::Lag::skip};
        auto reader = shard.open(std::move(interest), *listener);
        if (!reader) return;  // too many different ones
        listener->readers.push_back(std::move(*reader));
        shard.attach(*listener->readers.back());
        models_.push_back({{TopicPattern{chosen[0]}, TopicPattern{chosen[1]}}, {}});
        listeners_.push_back(std::move(listener));
    }
    void leave() {
        if (listeners_.empty()) return;
        const auto index = static_cast<std::ptrdiff_t>(random_() % listeners_.size());
        listeners_.erase(listeners_.begin() + index);
        models_.erase(models_.begin() + index);
    }
    void publish_some() {
        for (auto count = random_() % 5 + 1; count != 0; --count) {
            const std::string topic = any({"a.b", "a.c", "b.c", "b.c.d", "a.b.c", "x"});
            publish(topic);
            ++seq_;
            for (Model& model : models_) {
                const bool wants = model.patterns[0].matches(topic) || model.patterns[1].matches(topic);
                if (wants) model.expected += std::to_string(seq_) + " ";
            }
        }
        commit();
    }

    std::mt19937 random_{GetParam()};
    std::uint64_t seq_ = 0;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::vector<Model> models_;
};

TEST_P(ShardAgainstItsModel, GivesEachReaderExactlyWhatItAskedFor) {
    for (int step = 0; step < 800; ++step) {
        const unsigned choice = random_() % 10;
        if (choice < 2)
            join();
        else if (choice < 3)
            leave();
        else
            publish_some();
        for (std::size_t index = 0; index < listeners_.size(); ++index) {
            ASSERT_EQ(listeners_[index]->heard, models_[index].expected) << "step " << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ShardAgainstItsModel, ::testing::Range(1U, 7U));

}  // namespace
}  // namespace logbeam::hub
