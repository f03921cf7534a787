#pragma once

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

namespace logbeam::event {

void write(JsonWriter& json, const Value& value);
void write(JsonWriter& json, const Fields& members);  // as an object

}  // namespace logbeam::event
