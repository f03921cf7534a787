#include "cli/state_folder.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace logbeam::cli {
namespace {

class StateFile : public ::testing::Test {
protected:
    StateFile() {
        std::string name = std::filesystem::temp_directory_path() / "logbeam_state_XXXXXX";
        folder = ::mkdtemp(name.data());
    }
    ~StateFile() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder;
};

TEST_F(StateFile, IsReadAsItWasWrittenAndItsFolderIsMade) {
    const auto file = folder / "tail" / "audit";

    ASSERT_TRUE(write_state(file, "e1 5\n").ok());
    ASSERT_TRUE(write_state(file, "e1 6\n").ok());

    EXPECT_EQ(read_state(file), "e1 6\n");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder / "tail"}, {}), 1);
}

TEST_F(StateFile, ThatIsNotThereIsNothing) {
    EXPECT_EQ(read_state(folder / "none"), std::nullopt);
}

TEST_F(StateFile, ThatCannotBeWrittenIsAnErrorThatNamesIt) {
    std::ofstream{folder / "file"} << "in the way";

    const auto written = write_state(folder / "file" / "audit", "x");

    ASSERT_FALSE(written.ok());
    EXPECT_NE(written.error().detail.find("audit"), std::string::npos);
}

}  // namespace
}  // namespace logbeam::cli
