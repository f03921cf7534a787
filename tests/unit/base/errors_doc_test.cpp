#include "support/test_data.hpp"

#include <logbeam/result.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <string>

namespace logbeam {
namespace {

struct Documented {
    std::string name;
    bool may_retry;

    friend bool operator==(const Documented&, const Documented&) = default;
};

void PrintTo(const Documented& row, std::ostream* out) {
    *out << row.name << (row.may_retry ? ", may retry" : "");
}

using Table = std::map<int, Documented>;

Table table_of_the_page() {
    std::ifstream page{logbeam::test::data_path("../../docs/errors.md")};
    const std::regex row{R"(\| (\d+) \| `(\w+)` \| (yes|no) \|.*\|.*\|)"};
    Table table;
    std::smatch cells;
    for (std::string line; std::getline(page, line);) {
        if (std::regex_match(line, cells, row)) {
            table[std::stoi(cells[1])] = {cells[2], cells[3] == "yes"};
        }
    }
    return table;
}

// Every number that has a name of its own; unknown ones read as internal.
Table table_of_the_library() {
    Table table;
    for (int number = 1; number < 1000; ++number) {
        const Error error{static_cast<ErrorCode>(number), ""};
        if (error.name() != "internal" || error.code == ErrorCode::internal) {
            table[number] = {std::string{error.name()}, error.may_retry()};
        }
    }
    return table;
}

TEST(ErrorsPage, ListsEveryErrorWithItsNameAndWhetherToRetry) {
    EXPECT_EQ(table_of_the_page(), table_of_the_library());
}

}  // namespace
}  // namespace logbeam
