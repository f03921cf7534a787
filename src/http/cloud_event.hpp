#pragma once

#include "http/message.hpp"

#include <logbeam/result.hpp>

#include <string>
#include <string_view>

// CloudEvents 1.0 (PROTOCOLS: JSON format, HTTP binding) as events of ours. Pure.
namespace logbeam::http {

// An event in the JSON format. `id`, `source`, `type` and `data` are kept, `time` is the timestamp, every other
// attribute stands in the metadata. The topic is `subject` where that is a topic's name, else `default_topic`, else
// `type`. Stricter than most readers: nothing that the specification requires is made up.
[[nodiscard]] Result<std::string> event_from_cloud(std::string_view json, std::string_view default_topic);

// Whether the request is an event in binary mode: attributes in headers, data in the body.
[[nodiscard]] bool is_binary_cloud_event(const Request& request) noexcept;

// The same event in the JSON format.
[[nodiscard]] Result<std::string> cloud_event_of(const Request& request);

}  // namespace logbeam::http
