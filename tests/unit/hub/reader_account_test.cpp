#include "unit/hub/shard_fixture.hpp"

#include <gtest/gtest.h>

namespace logbeam::hub {
namespace {

using test::closes;
using test::Listener;

struct ReaderAccountTest : test::ShardTest {};

TEST_F(ReaderAccountTest, AccountsForEveryEventOfAReadersTopics) {
    Listener listener;
    Reader& reader = listen(listener, {"a"}, wire::Lag::skip, 3, "type:t");
    for (int i = 0; i < 10; ++i)
        publish("a");
    publish("a", "other");
    publish("b");
    listener.stands_still = true;
    commit();

    const ReaderAccount behind = reader.account();
    listener.stands_still = false;
    listener.on_frames();
    const ReaderAccount account = reader.account();

    EXPECT_EQ(behind.pending, 3U);
    EXPECT_EQ(account.offered, 11U);
    EXPECT_EQ(account.delivered, 3U);
    EXPECT_EQ(account.filtered, 1U);
    EXPECT_EQ(account.sampled_out, 7U);
    EXPECT_TRUE(closes(behind));
    EXPECT_TRUE(closes(account));
}

TEST_F(ReaderAccountTest, AccountsForWhatAReaderWasTooSlowFor) {
    Listener listener;
    listener.stands_still = true;
    Reader& reader = listen(listener, {"a"}, wire::Lag::skip);

    for (int i = 0; i < 60'000 && listener.skipped_events == 0; ++i) {
        publish("a");
        commit();
    }

    EXPECT_GT(reader.account().skipped, 0U);
    EXPECT_EQ(reader.account().skipped, listener.skipped_events);
    EXPECT_TRUE(closes(reader.account()));
}

TEST_F(ReaderAccountTest, AccountsForAReaderFromWhereItBegan) {
    Listener first;
    listen(first, {"a"});
    publish("a");
    commit();
    Listener second;
    Reader& reader = listen(second, {"a"});

    publish("a");
    commit();

    EXPECT_EQ(reader.account().offered, 1U);
    EXPECT_EQ(reader.account().delivered, 1U);
    EXPECT_EQ(shard.all_readers().size(), 2U);
}

}  // namespace
}  // namespace logbeam::hub
