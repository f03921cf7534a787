#pragma once

namespace logbeam::channel {

class Core;

// The cores that a crash handler rescues. Lock-free, for the handler reads it in the middle of anything.
void crash_flush_add(Core& core) noexcept;
void crash_flush_remove(Core& core) noexcept;

}  // namespace logbeam::channel
