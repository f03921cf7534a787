#include "query/program.hpp"
#include "store/block/candidates.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

// A block with a match is never passed over, and most without one are.
namespace logbeam::store {
namespace {

using query::Need;
using test::DraftEvent;
using ::testing::ElementsAre;

Need need_of(Need::Kind kind, std::string text, std::string key = {}) {
    Need need;
    need.kind = kind;
    need.text = std::move(text);
    need.key = std::move(key);
    return need;
}

struct BlockFilterTest : ::testing::Test, test::BlockStoreRig {
    BlockFilterTest() {
        options.block_events = 1;
        options.segment_events = 1000;
        open();
    }
    // One block for each.
    void seal(const std::vector<DraftEvent>& drafts) {
        ASSERT_TRUE(append(drafts));
        history->settle();
    }
    [[nodiscard]] std::vector<std::uint8_t> candidates(const Need& need) const {
        const auto snapshot = history->snapshot();
        return snapshot->candidates(need, 0, snapshot->blocks());
    }
};

TEST_F(BlockFilterTest, FindsWordsOfTheMessageInAnyCase) {
    seal({{R"({"message":"Order SHIPPED to x"})"}, {R"({"message":"reshipped"})"}, {R"({"other":"shipped"})"}});

    EXPECT_THAT(candidates(need_of(Need::Kind::word, "shipped")), ElementsAre(1, 0, 0));
}

TEST_F(BlockFilterTest, UnescapesBeforeItLooksForWords) {
    seal({{R"({"message":"one\nfoo\ttwo"})"}, {R"({"message":"nfoo"})"}, {R"({"message":"\u0066oo"})"}});

    EXPECT_THAT(candidates(need_of(Need::Kind::word, "foo")), ElementsAre(1, 0, 1));
}

TEST_F(BlockFilterTest, FindsValuesOfFieldsByTheirPath) {
    seal({{R"({"user":{"id":42}})"}, {R"({"id":42})"}, {R"({"user.id":"42"})"}, {R"({"user":[{"id":42.0}]})"}});

    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "42", "user.id")), ElementsAre(1, 0, 1, 1));
}

TEST_F(BlockFilterTest, FindsTrueFalseAndNull) {
    seal({{R"({"a":true,"b":null})"}, {R"({"a":"true"})"}, {R"({"a":false})"}});

    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "true", "a")), ElementsAre(1, 1, 0));
    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "null", "b")), ElementsAre(1, 0, 0));
}

TEST_F(BlockFilterTest, FindsPiecesInsideAnyString) {
    seal({{R"({"message":"zx81QFault"})"}, {R"({"deep":[["x81qfau"]]})"}, {R"({"x81qfau":1})"}});

    EXPECT_THAT(candidates(need_of(Need::Kind::piece, "81qfau")), ElementsAre(1, 1, 0));
}

TEST_F(BlockFilterTest, FindsTypeSourceAndMetadata) {
    seal({{"{}", "a", Level::error, R"({"host":"Web-1","metadata":{"host":"other"}})"}, {"{}", "a", Level::info}});

    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "logger.error", "\x01type")), ElementsAre(1, 0));
    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "tests", "\x01source")), ElementsAre(1, 1));
    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "web-1", "\x01metadata.host")), ElementsAre(1, 0));
    EXPECT_THAT(candidates(need_of(Need::Kind::pair, "other", "\x01metadata.metadata.host")), ElementsAre(1, 0));
}

TEST_F(BlockFilterTest, ChoosesByLevelTopicAndTime) {
    const Timestamp time{std::chrono::seconds{1'800'000'000}};
    seal({{"{}", "a.b", Level::error, "", time}, {"{}", "a.c", std::nullopt, "", time + std::chrono::hours{1}}});
    Need levels;
    levels.kind = Need::Kind::levels;
    levels.levels = Need::no_level;
    Need times;
    times.kind = Need::Kind::time;
    times.to = time;

    EXPECT_THAT(candidates(levels), ElementsAre(0, 1));
    EXPECT_THAT(candidates(need_of(Need::Kind::topic, "*.b")), ElementsAre(1, 0));
    EXPECT_THAT(candidates(times), ElementsAre(1, 0));
}

TEST_F(BlockFilterTest, GivesTheSameFromACompleteGroupAndAReopenedStore) {
    for (int number = 0; number < 300; ++number) {
        DraftEvent draft;
        draft.data = R"({"message":"number w)" + std::to_string(number) + "\"}";
        ASSERT_TRUE(append({draft}));
    }
    history->settle();
    const auto before = candidates(need_of(Need::Kind::word, "w17"));
    const auto before_last = candidates(need_of(Need::Kind::word, "w299"));

    open();

    EXPECT_EQ(before[17], 1);
    EXPECT_EQ(before_last[299], 1);
    EXPECT_LT(std::count(before.begin(), before.end(), 1), 5);
    EXPECT_EQ(candidates(need_of(Need::Kind::word, "w17")), before);
    EXPECT_EQ(candidates(need_of(Need::Kind::word, "w299")), before_last);
}

// Random events against random needs, the naive way on the other side.
struct RandomData {
    std::mt19937 random{4711};

    std::size_t below(std::size_t end) { return random() % end; }
    std::string word() {
        return std::vector<std::string>{"alpha", "Beta", "gamma7", "DELTA", "ünï", "e_e", "zx81"}[below(7)];
    }
    std::string message() {
        std::string text = word();
        for (std::size_t more = below(4); more > 0; --more)
            text += std::vector<std::string>{" ", ", ", "=", "\\n"}[below(4)] + word();
        return text;
    }
    std::string number() { return std::vector<std::string>{"42", "42.0", "-7", "1e3", "1000", "0.5"}[below(6)]; }
    std::string data() {
        return R"({"message":")" + message() + R"(","n":)" + number() + R"(,"o":{"k":")" + word() + R"("}})";
    }
};

TEST_F(BlockFilterTest, NeverPassesOverAMatch) {
    RandomData maker;
    for (int number = 0; number < 400; ++number)
        ASSERT_TRUE(append({{maker.data(), "t." + std::to_string(maker.below(3)),
                             maker.below(2) == 0 ? std::optional{Level::warning} : std::nullopt}}));
    history->settle();
    const auto snapshot = history->snapshot();
    const std::vector<std::string> queries{"alpha",
                                           "beta delta",
                                           "gamma7 OR zx81",
                                           "*amma*",
                                           "n:42",
                                           "n:1000 o.k:DELTA",
                                           "o.k:beta",
                                           "o.k:*eta",
                                           "level:warn",
                                           "topic:t.1",
                                           "\"alpha beta\"",
                                           "-alpha",
                                           "message:~\"delta.*ünï\"",
                                           "n>40",
                                           "type:event",
                                           "source:tests",
                                           "(alpha beta) OR n:-7",
                                           "NOT (n:42 OR o.k:e_e)"};

    for (const std::string& text : queries) {
        const auto program = query::Program::compile(text, Timestamp{}).value();
        const auto chosen = snapshot->candidates(program->need(), 0, snapshot->blocks());
        history::BlockContent content;
        for (std::size_t block = 0; block < snapshot->blocks(); ++block) {
            ASSERT_TRUE(snapshot->read_rows(block, content) && snapshot->read_text(block, content));
            const std::string_view event = content.text_of(content.rows.front());
            const bool matches = program->matches(history::subject_of(content.rows.front(), event));
            ASSERT_LE(matches, chosen[block] != 0) << text << " matches " << event;
        }
    }
}

}  // namespace
}  // namespace logbeam::store
