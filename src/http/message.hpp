#pragma once

#include "http/report.hpp"
#include "hub/rights.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::http {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// One request, read whole and let in by the gate. Views live until the answer is made.
struct Request {
    std::string_view method;
    std::string path;               // percent-decoded, without the query
    Pairs query;                    // percent-decoded, in its order
    std::string_view content_type;  // in lower case, without parameters
    std::string_view accept;        // as it was sent
    std::string_view if_none_match;
    Pairs cloud_headers;  // those whose names begin with `ce-`: name in lower case, value as it was sent
    std::string_view body;
    std::string_view address;  // where it comes from
    hub::SharedRights rights;

    // The last value of that name, or nullptr.
    [[nodiscard]] const std::string* parameter(std::string_view name) const noexcept;
};

// The answer to a HEAD carries the body too: whoever writes it leaves that out, and keeps its length.
struct Response {
    int status = 200;
    std::string content_type;
    std::string body;
    std::string_view static_body;              // instead of `body`: bytes that live as long as the process
    std::unique_ptr<Report> report = nullptr;  // instead of `body`: what writes it in steps, see report_answer
    Pairs headers;
    bool waits_for_commit = false;  // it is not true before what was taken is kept
};

}  // namespace logbeam::http
