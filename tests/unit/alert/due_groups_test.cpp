#include "alert/due_groups.hpp"

#include "unit/alert/verdict_log.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace logbeam::alert::test {
namespace {

using namespace std::chrono_literals;

using Table = DueGroups<int>;

struct ADueGroups : ::testing::Test {
    Table::Group& group(const std::string& key) { return *table.find_or_add(key, Timestamp{}, log); }
    std::vector<std::string> due(Timestamp now) {
        std::vector<std::string> keys;
        table.take_due(now, [&](const Table::Group& taken, Timestamp) { keys.push_back(taken.key); });
        return keys;
    }

    VerdictLog log;
    Table table{3};
};

TEST_F(ADueGroups, KeepsAStateForEachKey) {
    group("a").state = 1;
    group("b").state = 2;

    EXPECT_EQ(table.find("a")->state, 1);
    EXPECT_EQ(group("b").state, 2);
    EXPECT_EQ(table.find("c"), nullptr);
    EXPECT_EQ(table.size(), 2U);
}

TEST_F(ADueGroups, RefusesWhatItHasNoRoomForUntilAGroupIsForgotten) {
    for (const auto* key : {"a", "b", "c"})
        group(key).state = 7;
    EXPECT_EQ(table.find_or_add("d", Timestamp{5s}, log), nullptr);
    EXPECT_EQ(log.said, (std::vector<Verdict>{{Said::overflow, "d", Timestamp{5s}, 0, {}}}));

    table.set_due(group("b"), Timestamp{1s});
    table.forget(group("b"));

    EXPECT_EQ(table.next_due(), std::nullopt);
    EXPECT_EQ(group("d").state, 0);
    EXPECT_EQ(table.find("b"), nullptr);
}

TEST_F(ADueGroups, TakesGroupsInTheOrderInWhichTheyAreDue) {
    table.set_due(group("a"), Timestamp{3s});
    table.set_due(group("b"), Timestamp{2s});
    table.set_due(group("c"), Timestamp{2s});
    EXPECT_EQ(table.next_due(), Timestamp{2s});

    table.set_due_no_later(group("a"), Timestamp{4s});
    table.set_due_no_later(group("c"), Timestamp{1s});

    EXPECT_EQ(due(Timestamp{2s}), (std::vector<std::string>{"c", "b"}));
    EXPECT_EQ(due(Timestamp{2s}), (std::vector<std::string>{}));
    EXPECT_EQ(due(Timestamp{3s}), (std::vector<std::string>{"a"}));
}

TEST(AnyDueGroups, IsWhatAMapAndASetAre) {
    std::mt19937 random{5};
    VerdictLog log;
    DueGroups<int> table{100};
    std::map<std::string, std::pair<int, Timestamp>> plain;
    const auto add = [&](const std::string& key, int number) {
        const bool fits = plain.size() < 100 || plain.contains(key);
        auto* group = table.find_or_add(key, Timestamp{}, log);
        ASSERT_EQ(group != nullptr, fits);
        if (!fits) return;
        group->state = number;
        table.set_due(*group, Timestamp{std::chrono::seconds{number}});
        plain[key] = {number, Timestamp{std::chrono::seconds{number}}};
    };
    const auto forget = [&](const std::string& key) {
        auto* group = table.find(key);
        ASSERT_EQ(group != nullptr, plain.erase(key) == 1);
        if (group != nullptr) table.forget(*group);
    };

    for (int i = 0; i < 50'000; ++i) {
        const auto key = std::to_string(random() % 150);
        ASSERT_NO_FATAL_FAILURE(random() % 3 == 0 ? forget(key) : add(key, static_cast<int>(random() % 1000)));
        ASSERT_EQ(table.size(), plain.size());
        const auto first = std::ranges::min_element(plain, {}, [](const auto& entry) { return entry.second.second; });
        ASSERT_EQ(table.next_due(), plain.empty() ? std::nullopt : std::optional{first->second.second});
    }
    for (const auto& [key, entry] : plain)
        ASSERT_EQ(table.find(key)->state, entry.first);
}

}  // namespace
}  // namespace logbeam::alert::test
