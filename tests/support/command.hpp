#pragma once

#include "support/child_process.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace logbeam::test {

// What the program logbeam printed, on whichever of its outputs, before it ended with this code.
[[nodiscard]] inline std::vector<std::string> printed_by(const Arguments& words, int code = 0) {
    Child child{Command{LOGBEAM_PROGRAM_PATH, words}};
    std::vector<std::string> lines;
    while (auto line = child.line())
        lines.push_back(*line);
    EXPECT_EQ(child.wait(std::chrono::seconds{20}), exit_code(code));
    return lines;
}

}  // namespace logbeam::test
