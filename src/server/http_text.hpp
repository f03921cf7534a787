#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace logbeam::server {

// An answer as it goes over the wire. `with_body` is off for HEAD.
struct AnswerStyle {
    bool keep_alive = true;
    bool with_body = true;
};
[[nodiscard]] std::string to_text(const http::Response& response, const AnswerStyle& style);

// The head of an answer whose body comes in pieces, the last one on its connection.
[[nodiscard]] std::string report_head(const http::Response& response, bool is_chunked);

// 101, with the subprotocol unless it is empty.
[[nodiscard]] std::string switching_protocols(std::string_view accept, std::string_view subprotocol);

}  // namespace logbeam::server
