#include "unit/alert/grouping_rig.hpp"
#include "unit/alert/plain_grouping.hpp"

#include <gtest/gtest.h>

#include <random>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;

// A day in which six alerts in two teams come and go, are muted and unmuted, and the broker is restarted, told both to a
// Grouping and to the plainest way.
class RandomDay : public GroupingRig {
public:
    void play(std::uint32_t seed) {
        random.seed(seed);
        route.how.group_by = {"team"};
        route.how.wait = std::chrono::seconds{upto(10)};
        route.how.interval = std::chrono::seconds{1 + upto(20)};
        route.how.repeat = upto(2) == 0 ? 0s : std::chrono::seconds{1 + upto(60)};
        PlainGrouping plain{route};
        for (long second = 0; second < 300; ++second)
            live(plain, second);
        calm_down(plain);
    }

    void TestBody() override {}

    std::vector<std::string> expected;

    // As who reads the messages knows it, and as it is.
    [[nodiscard]] std::set<std::string> believed() const {
        std::set<std::string> regions;
        for (const GroupMessage& message : sent) {
            for (const Standing& alert : message.firing)
                regions.insert(alert.by.front().second);
            for (const Standing& alert : message.resolved)
                regions.erase(alert.by.front().second);
        }
        return regions;
    }
    std::set<std::string> standing;

private:
    long upto(long most) { return std::uniform_int_distribution<long>{0, most}(random); }

    void live(PlainGrouping& plain, long second) {
        if (upto(3) == 0) change_one(plain, second);
        if (upto(10) == 0) mute_one(plain, second);
        if (upto(30) == 0) restart();
        send_both(plain, second);
    }

    void change_one(PlainGrouping& plain, long second) {
        const char name = static_cast<char>('a' + upto(5));
        const bool fires = upto(1) == 0;
        const std::string region(1, name);
        Standing alert = fires ? standings::firing(region, 1, std::chrono::seconds{second})
                               : standings::resolved(region, 1, std::chrono::seconds{second});
        alert.labels["team"] = name < 'd' ? "x" : "y";
        const bool is_news = fires ? standing.insert(region).second : standing.erase(region) > 0;
        if (!is_news) return;
        grouping().take(alert, Timestamp{std::chrono::seconds{second}});
        plain.take(alert.labels["team"], name, fires, second);
    }

    void mute_one(PlainGrouping& plain, long second) {
        const char name = static_cast<char>('a' + upto(5));
        const std::string region(1, name);
        if (muted.insert(region).second) {
            muted_letters.insert(name);
            return;
        }
        muted.erase(region);
        muted_letters.erase(name);
        look_again(plain, second);
    }

    void look_again(PlainGrouping& plain, long second) {
        if (upto(1) == 0) return;  // it finds out by itself as well
        grouping().look_again(Timestamp{std::chrono::seconds{second}});
        plain.look_again(second);
    }

    void send_both(PlainGrouping& plain, long second) {
        const auto before = static_cast<std::ptrdiff_t>(lines.size());
        pass(std::chrono::seconds{second});
        std::sort(lines.begin() + before, lines.end());
        for (std::string& line : plain.second(second, muted_letters))
            expected.push_back(std::move(line));
    }

    void calm_down(PlainGrouping& plain) {
        muted.clear();
        muted_letters.clear();
        for (long second = 300; second < 400; ++second)
            send_both(plain, second);
    }

    std::mt19937 random;
    std::set<char> muted_letters;
};

TEST(RandomGrouping, SaysWhatThePlainestWaySaysAndLeavesNobodyInTheDark) {
    std::size_t messages = 0;
    for (std::uint32_t seed = 0; seed < 500 && !::testing::Test::HasFailure(); ++seed) {
        RandomDay day;
        day.play(seed);
        EXPECT_EQ(day.lines, day.expected) << "seed " << seed;
        EXPECT_EQ(day.believed(), day.standing) << "seed " << seed;
        std::set<std::string> keys;
        for (const GroupMessage& message : day.sent)
            keys.insert(message.key);
        EXPECT_EQ(keys.size(), day.sent.size()) << "seed " << seed;
        messages += day.sent.size();
    }
    EXPECT_GT(messages, 5'000U) << "else the days are no test";
}

}  // namespace
}  // namespace logbeam::alert
