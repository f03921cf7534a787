#include "cli/follow/file_follower.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace logbeam::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Start = FileFollower::Start;

// A folder with a log file, and what a follower of it has told.
class FollowedFile : public ::testing::Test {
protected:
    FollowedFile() {
        std::string name = std::filesystem::temp_directory_path() / "logbeam_follow_XXXXXX";
        folder = ::mkdtemp(name.data());
        file = folder / "shop.log";
    }
    ~FollowedFile() override { std::filesystem::remove_all(folder); }

    static void append(const std::filesystem::path& path, const std::string& text) {
        std::ofstream{path, std::ios::app} << text;
    }
    static void overwrite(const std::filesystem::path& path, const std::string& text) {
        std::ofstream{path, std::ios::trunc} << text;
    }

    std::vector<std::string> told(FileFollower& follower) {
        std::vector<std::string> lines;
        while (follower.poll([&](std::string_view line) { lines.emplace_back(line); })) {}
        return lines;
    }

    FileFollower new_follower(Start start = Start::at_begin, std::optional<FilePosition> position = {}) {
        return FileFollower{file, position, start};
    }

    std::filesystem::path folder;
    std::filesystem::path file;
};

TEST_F(FollowedFile, IsToldFromItsStartWhenAskedTo) {
    append(file, "one\ntwo\n");
    FileFollower follower = new_follower(Start::at_begin);

    EXPECT_THAT(told(follower), ElementsAre("one", "two"));
    EXPECT_THAT(told(follower), IsEmpty());
}

TEST_F(FollowedFile, IsToldFromItsEndOtherwise) {
    append(file, "old\n");
    FileFollower follower = new_follower(Start::at_end);

    EXPECT_THAT(told(follower), IsEmpty());
    append(file, "new\n");

    EXPECT_THAT(told(follower), ElementsAre("new"));
}

TEST_F(FollowedFile, ThatComesLaterIsToldFromItsStart) {
    FileFollower follower = new_follower(Start::at_end);
    EXPECT_THAT(told(follower), IsEmpty());
    EXPECT_EQ(follower.position(), std::nullopt);

    append(file, "first\n");

    EXPECT_THAT(told(follower), ElementsAre("first"));
}

TEST_F(FollowedFile, HoldsALineUntilItIsWhole) {
    append(file, "begun");
    FileFollower follower = new_follower();
    EXPECT_THAT(told(follower), IsEmpty());
    EXPECT_EQ(follower.position()->offset, 0u);

    append(file, " and ended\n");

    EXPECT_THAT(told(follower), ElementsAre("begun and ended"));
}

TEST_F(FollowedFile, IsReadToItsEndAfterARenameAndThenTheNewOne) {
    append(file, "one\n");
    FileFollower follower = new_follower();
    EXPECT_THAT(told(follower), ElementsAre("one"));

    append(file, "two\n");
    std::filesystem::rename(file, folder / "shop.log.1");
    append(folder / "shop.log.1", "three\n");
    append(file, "four\n");

    EXPECT_THAT(told(follower), ElementsAre("two", "three", "four"));
}

TEST_F(FollowedFile, IsStillReadWhileItsSuccessorIsEmpty) {
    append(file, "one\n");
    FileFollower follower = new_follower();
    EXPECT_THAT(told(follower), ElementsAre("one"));
    std::filesystem::rename(file, folder / "shop.log.1");
    append(file, "");
    EXPECT_THAT(told(follower), IsEmpty());

    append(folder / "shop.log.1", "late\n");
    EXPECT_THAT(told(follower), ElementsAre("late"));
    append(file, "new\n");

    EXPECT_THAT(told(follower), ElementsAre("new"));
}

TEST_F(FollowedFile, BeginsAgainWhenItIsTruncated) {
    append(file, "one\ntwo\n");
    FileFollower follower = new_follower();
    EXPECT_THAT(told(follower), ElementsAre("one", "two"));

    overwrite(file, "new\n");

    EXPECT_THAT(told(follower), ElementsAre("new"));
}

TEST_F(FollowedFile, BeginsAgainWhenItWasTruncatedAndHasGrownBeyondThePosition) {
    append(file, "one\ntwo\n");
    FileFollower follower = new_follower();
    EXPECT_THAT(told(follower), ElementsAre("one", "two"));

    overwrite(file, "eleven\ntwelve\nthirteen\n");

    EXPECT_THAT(told(follower), ElementsAre("eleven", "twelve", "thirteen"));
}

TEST_F(FollowedFile, GoesOnAtItsPositionAfterARestart) {
    append(file, "one\nhalf");
    FileFollower before = new_follower();
    EXPECT_THAT(told(before), ElementsAre("one"));

    append(file, " a line\ntwo\n");
    FileFollower after = new_follower(Start::at_end, before.position());

    EXPECT_THAT(told(after), ElementsAre("half a line", "two"));
}

TEST_F(FollowedFile, IsFoundUnderItsNewNameAfterARestart) {
    append(file, "one\n");
    FileFollower before = new_follower();
    EXPECT_THAT(told(before), ElementsAre("one"));
    append(file, "two\n");
    std::filesystem::rename(file, folder / "shop.log.1");
    append(file, "three\n");

    FileFollower after = new_follower(Start::at_end, before.position());

    EXPECT_THAT(told(after), ElementsAre("two", "three"));
}

TEST_F(FollowedFile, ThatIsAnotherOneAfterARestartIsToldFromItsStart) {
    append(file, "one\ntwo\n");
    FileFollower before = new_follower();
    EXPECT_THAT(told(before), ElementsAre("one", "two"));
    overwrite(file, "quite another one\n");

    FileFollower after = new_follower(Start::at_end, before.position());

    EXPECT_THAT(told(after), ElementsAre("quite another one"));
}

TEST_F(FollowedFile, KeepsItsPositionWhileItIsAway) {
    append(file, "one\n");
    FileFollower before = new_follower();
    EXPECT_THAT(told(before), ElementsAre("one"));
    std::filesystem::remove(file);

    FileFollower after = new_follower(Start::at_end, before.position());
    EXPECT_THAT(told(after), IsEmpty());

    EXPECT_EQ(after.position()->offset, 4u);
}

TEST(FilePosition, ReadsWhatItWrote) {
    const FilePosition position{77, 1234, {256, 0xfedcba9876543210}};

    EXPECT_EQ(FilePosition::parse(position.to_text()), position);
}

TEST(FilePosition, RefusesTextThatIsDamaged) {
    for (const char* text : {"", "1 2 3\n", "1 2 3 4", "1 2 x 4\n", "1 2 3 4\n5"}) {
        EXPECT_EQ(FilePosition::parse(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace logbeam::cli
