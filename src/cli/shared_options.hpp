#pragma once

#include "cli/target.hpp"

#include <CLI/App.hpp>

#include <string>
#include <vector>

// Options that several sub-commands have.
namespace logbeam::cli {

void add_target(CLI::App& command, Target& target);

// The words of a query, as they stand on the command line.
void add_query_words(CLI::App& command, std::vector<std::string>& words);

// What CLI11 says of a text that is no topic pattern; empty: it is one.
[[nodiscard]] std::string refuse_non_pattern(const std::string& text);

}  // namespace logbeam::cli
