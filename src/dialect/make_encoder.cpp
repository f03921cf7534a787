#include "dialect/make_encoder.hpp"

#include "dialect/native/native_encoder.hpp"
#include "dialect/realtime/realtime_encoder.hpp"
#include "dialect/sse/sse_encoder.hpp"

namespace logbeam::dialect {

std::unique_ptr<hub::Encoder> make_encoder(hub::Dialect dialect, std::uint64_t audience, const std::string& epoch) {
    switch (dialect) {
        case hub::Dialect::realtime: return std::make_unique<RealtimeEncoder>();
        case hub::Dialect::sse: return std::make_unique<SseEncoder>(epoch);
        case hub::Dialect::native: break;
    }
    return std::make_unique<NativeEncoder>(audience);
}

}  // namespace logbeam::dialect
