#include "transport/websocket/mask_keys.hpp"

#include <sys/random.h>

namespace logbeam::transport {

websocket::MaskKey MaskKeys::next() {
    if (used_ == keys_.size()) {
        fill_random(keys_.data(), sizeof keys_);
        used_ = 0;
    }
    return keys_[used_++];
}

// At most 256 bytes, which the kernel gives at once and whole: what could fail would have failed at the process's
// start, when its publisher id was made.
void fill_random(void* bytes, std::size_t count) {
    [[maybe_unused]] const auto taken = ::getrandom(bytes, count, 0);
}

}  // namespace logbeam::transport
