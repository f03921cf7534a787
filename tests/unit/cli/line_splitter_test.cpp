#include "cli/line_splitter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Lines {
    std::vector<std::string> seen;
    auto take() {
        return [this](std::string_view line) { seen.emplace_back(line); };
    }
};

TEST(LineSplitter, HoldsALineUntilItsEndComes) {
    LineSplitter splitter;
    Lines lines;

    splitter.feed("one\ntw", lines.take());
    EXPECT_THAT(lines.seen, ElementsAre("one"));

    splitter.feed("o\n\nthree", lines.take());
    EXPECT_THAT(lines.seen, ElementsAre("one", "two", ""));
    EXPECT_EQ(splitter.held(), 5u);
}

TEST(LineSplitter, TellsTheLastLineWithoutAnEndWhenItIsFinished) {
    LineSplitter splitter;
    Lines lines;

    splitter.feed("last", lines.take());
    EXPECT_THAT(lines.seen, IsEmpty());
    splitter.finish(lines.take());
    splitter.finish(lines.take());

    EXPECT_THAT(lines.seen, ElementsAre("last"));
}

TEST(LineSplitter, CutsALineThatWouldNotEnd) {
    LineSplitter splitter{4};
    Lines lines;

    splitter.feed("abc", lines.take());
    splitter.feed("def", lines.take());
    splitter.feed("g\n", lines.take());

    EXPECT_THAT(lines.seen, ElementsAre("abcdef", "g"));
}

}  // namespace
}  // namespace logbeam::cli
