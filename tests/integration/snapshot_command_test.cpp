#include "support/broker_process.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

Exit exit_of(const Arguments& words) {
    Child child{Command{LOGBEAM_PROGRAM_PATH, words}};
    return child.wait(20s);
}

// Where a broker listens, which says so behind what it found in its folder.
std::string url_of(Child& broker) {
    constexpr std::string_view mark = "logbeam: http://";
    while (const auto line = broker.line()) {
        if (line->starts_with(mark)) return "ws://" + line->substr(mark.size());
    }
    return {};
}

TEST(SnapshotCommand, CopiesWhatARunningBrokerKeepsSoThatAnotherCanServeIt) {
    const channel::TempFolder folder;
    const BrokerProcess broker{0, {"--data", folder / "data"}};
    RawWebSocket publisher{broker.port(), "/ws"};
    publisher.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
    publisher.send_binary(WirePublisher{"me"}.event("orders", R"({"n":7})").seal());
    ASSERT_TRUE(publisher.next_with(R"("counter":1})").has_value());

    ASSERT_EQ(exit_of({"snapshot", "--data", folder / "data", folder / "copy"}), exit_code(0));

    Child other{Command{LOGBEAM_PROGRAM_PATH, {"serve", "--listen", "127.0.0.1:0", "--data", folder / "copy"}}};
    Child query{Command{LOGBEAM_PROGRAM_PATH, {"query", "--json", "--url", url_of(other)}}};
    EXPECT_THAT(query.line().value_or(""), HasSubstr(R"("n":7)"));
}

TEST(SnapshotCommand, NeedsAFolderWithEventsAndANewOneForTheCopy) {
    const channel::TempFolder folder;
    channel::write_file(folder / "taken", "");

    EXPECT_EQ(exit_of({"snapshot", "--data", folder / "nothing", folder / "copy"}), exit_code(2));
    EXPECT_EQ(exit_of({"snapshot", "--data", folder / "taken", folder / "copy"}), exit_code(2));
    EXPECT_EQ(exit_of({"snapshot", "--data", folder / ".", folder / "."}), exit_code(2));
}

}  // namespace
}  // namespace logbeam::test
