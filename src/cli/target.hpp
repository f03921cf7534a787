#pragma once

#include <string>

namespace logbeam::cli {

// Which broker a command talks to. A value.
struct Target {
    std::string url = "ws://127.0.0.1:3030";
    std::string token;
    std::string source;  // what publishers call themselves; empty: the command's own idea
};

}  // namespace logbeam::cli
