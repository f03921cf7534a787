#pragma once

#include "dialect/session_context.hpp"
#include "hub/frame_sink.hpp"
#include "hub/shard.hpp"
#include "wire/native_frame.hpp"

namespace logbeam::dialect {

// Tells a reader what it will not get, in the words of its dialect, and everybody else on `$sys.gap`.
void tell_gap(const Session& session, hub::Reader& reader, const wire::Gap& gap, hub::FrameSink& out);

}  // namespace logbeam::dialect
