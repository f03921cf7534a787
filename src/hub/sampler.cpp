#include "hub/sampler.hpp"

namespace logbeam::hub {

bool Sampler::keeps(std::uint64_t id_hash, std::optional<Level> level) noexcept {
    ++seen_;
    if (max_rate_ == 0) return true;
    if (level && *level >= Level::warning) {
        const bool kept = grave_sent_ < max_rate_;
        grave_sent_ += kept ? 1U : 0U;
        return kept;
    }
    ++usual_seen_;
    const bool kept = id_hash <= threshold_ && usual_sent_ < max_rate_;
    usual_sent_ += kept ? 1U : 0U;
    return kept;
}

Sampled Sampler::tick() noexcept {
    const Sampled told{seen_, max_rate_ == 0 ? seen_ : usual_sent_ + grave_sent_};
    threshold_ = usual_seen_ <= max_rate_ ? UINT64_MAX : UINT64_MAX / usual_seen_ * max_rate_;
    seen_ = usual_seen_ = usual_sent_ = grave_sent_ = 0;
    return told;
}

}  // namespace logbeam::hub
