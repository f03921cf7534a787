#include "unit/hub/shard_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>

namespace logbeam::hub {
namespace {

using test::closes;
using test::filter_of;
using test::Listener;
using test::ShardTest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(ShardTest, GivesAReaderTheEventsOfItsTopicsOnly) {
    Listener listener;
    listen(listener, {"logs.*"});

    publish("logs.a");
    publish("orders");
    publish("logs.b");
    commit();

    EXPECT_EQ(listener.heard, "1 3 ");
}

TEST_F(ShardTest, TellsAGapToThoseWhoHearTheTopicBehindWhatTheyHeard) {
    Listener web;
    Listener other;
    listen(web, {"web"});
    listen(other, {"other"});
    publish("web");
    commit();

    shard.tell_gap("web", {.reason = "lost"});

    EXPECT_EQ(web.heard, "1 gap:lost ");
    EXPECT_EQ(other.heard, "");
}

TEST_F(ShardTest, GivesAReaderOnlyWhatItsFilterMatches) {
    Listener errors;
    Listener everything;
    listen(errors, {">"}, wire::Lag::disconnect, 0, "level>=error");
    listen(everything, {">"});

    publish("a", "logger.info");
    publish("a", "logger.error");
    publish("a", "order.placed");
    commit();

    EXPECT_EQ(errors.heard, "2 ");
    EXPECT_EQ(everything.heard, "1 2 3 ");
    EXPECT_EQ(counters.filtered, 2U);
}

TEST_F(ShardTest, SharesAnAudienceAmongReadersWhoseFiltersMeanTheSame) {
    Listener one;
    Listener two;
    listen(one, {"a"}, wire::Lag::skip, 0, "level:warn  type:t");
    listen(two, {"a"}, wire::Lag::skip, 0, "level:WARNING AND type:t");

    EXPECT_EQ(shard.audiences(), 1U);
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
        bool is_filtered = false;
        std::string expected;
    };

    std::string any(const std::vector<std::string>& choices) { return choices[random_() % choices.size()]; }
    void join() {
        static const std::vector<std::string> patterns{"a.b", "a.*", "a.>", ">", "*.c", "b.c.d"};
        static const std::vector<std::string> filters{"", "", "level>=warn"};
        auto listener = std::make_unique<Listener>();
        const std::vector<std::string> chosen{any(patterns), any(patterns)};
        Interest interest{
            Dialect::native,        {TopicPattern{chosen[0]}, TopicPattern{chosen[1]}}, 0, owner, wire::Lag::skip,
            filter_of(any(filters))};
        const bool is_filtered = interest.filter != nullptr;
        auto reader = shard.open(std::move(interest), *listener);
        if (!reader) return;  // too many different ones
        listener->readers.push_back(std::move(*reader));
        shard.attach(*listener->readers.back());
        models_.push_back({{TopicPattern{chosen[0]}, TopicPattern{chosen[1]}}, is_filtered, {}});
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
            const bool is_grave = random_() % 3 == 0;
            publish(topic, is_grave ? "logger.error" : "t");
            ++seq_;
            for (Model& model : models_) {
                const bool wants = model.patterns[0].matches(topic) || model.patterns[1].matches(topic);
                if (wants && (is_grave || !model.is_filtered)) model.expected += std::to_string(seq_) + " ";
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
            ASSERT_TRUE(closes(listeners_[index]->readers.front()->account())) << "step " << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ShardAgainstItsModel, ::testing::Range(1U, 7U));

}  // namespace
}  // namespace logbeam::hub
