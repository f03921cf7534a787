#pragma once

#include "notify/notifier.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::notify {

// How to reach an HTTP server. May hold secrets: never printed.
struct HttpTarget {
    std::string url;                             // http:// or https://
    std::map<std::string, std::string> headers;  // further ones
    std::string ca_file;                         // PEM: who vouches for it; empty: the system's CAs
    std::chrono::milliseconds timeout = default_timeout;
};

// What came back.
struct HttpReply {
    long status = 0;      // 0: none
    std::string body;     // the first 4 KiB
    std::string problem;  // why there is no answer
    std::optional<std::chrono::seconds> retry_after = {};
    bool was_sent = false;  // the request, at least in part
};

// Posts JSON; follows no redirects, for they lead to where nobody wanted to send it. `headers` are lines. Thread-safe.
[[nodiscard]] HttpReply post_json(const HttpTarget& target, const std::vector<std::string>& headers,
                                  const std::string& body, const GivenUp& given_up);

// 2xx is delivered; 401, 403, 404, 407, 408, 425, 429 and 5xx may go well later, as may whatever is no answer; the rest is
// refused.
[[nodiscard]] Delivery delivery_of(const HttpReply& reply);

// Whether a header may be called this, and say this: nothing in them ends the line.
[[nodiscard]] bool is_header_name(std::string_view name) noexcept;
[[nodiscard]] bool is_header_value(std::string_view value) noexcept;
[[nodiscard]] bool is_http_url(std::string_view url) noexcept;

}  // namespace logbeam::notify
