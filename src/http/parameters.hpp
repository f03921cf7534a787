#pragma once

#include "http/message.hpp"

#include <logbeam/result.hpp>
#include <logbeam/topic.hpp>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

// The query parameters of a request, read strictly: one that is not understood would otherwise answer a question that
// was not asked.
namespace logbeam::http {

// Refuses a parameter that is none of `known`; `token` always is one.
[[nodiscard]] Result<void> check_parameters(const Request& request, std::initializer_list<std::string_view> known);

// `fallback` where it is absent.
[[nodiscard]] Result<std::uint64_t> natural_parameter(const Request& request, std::string_view name,
                                                      std::uint64_t fallback);

// Every `topic=`, in their order.
[[nodiscard]] Result<std::vector<TopicPattern>> topic_parameters(const Request& request);

[[nodiscard]] bool matches_any(const std::vector<TopicPattern>& patterns, std::string_view topic) noexcept;

}  // namespace logbeam::http
