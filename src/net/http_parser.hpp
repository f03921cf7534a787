#pragma once

// The only door to Beast, of which the broker uses the HTTP parser.

// clang-format off: before Asio, because Boost 1.74 under g++ 12 needs it in C++20
#include <utility>
// clang-format on

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace logbeam::net {

namespace beast_http = boost::beast::http;
using HttpParser = beast_http::request_parser<beast_http::string_body>;

using HttpText = boost::beast::string_view;

}  // namespace logbeam::net
