#pragma once

#include "event/members.hpp"

#include <logbeam/event.hpp>

#include <string>
#include <string_view>
#include <utility>

// What was kept as JSON texts, and is read again.
namespace logbeam::alert {

[[nodiscard]] inline Error damaged(std::string problem) {
    return {ErrorCode::store_damaged, std::move(problem)};
}

[[nodiscard]] inline Result<Fields> kept_object(std::string_view text) {
    auto value = Value::parse(text);
    if (!value) return damaged(value.error().detail);
    if (Fields* object = value->as_object()) return std::move(*object);
    return damaged("expected an object");
}

}  // namespace logbeam::alert
