#pragma once

#include "dialect/feed.hpp"
#include "http/message.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <string_view>

namespace logbeam::server {

// What a client of the event stream asks for with its parameters (docs/protocol.md, server-sent events).
struct StreamWish {
    dialect::Wish wish;
    wire::Start from = wire::FromNow{};
};

// The header `Last-Event-ID` wins over everything that says where to begin.
[[nodiscard]] Result<StreamWish> read_stream_wish(const http::Request& request, std::string_view last_event_id,
                                                  Timestamp now);

}  // namespace logbeam::server
