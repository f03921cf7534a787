#pragma once

#include "cli/query/query.hpp"

#include <CLI/App.hpp>

#include <string>
#include <vector>

namespace logbeam::cli {

// Adds `logbeam query` to the command line; the words of its query are left for who joins them.
void add_query(CLI::App& app, QueryOptions& options, std::vector<std::string>& words);

}  // namespace logbeam::cli
