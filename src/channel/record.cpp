#include "channel/record.hpp"

namespace logbeam::channel {

const PayloadType log_call{0, nullptr, nullptr, nullptr};

void destroy(RecordHeader& record) noexcept {
    if (record.type->destroy != nullptr) {
        record.type->destroy(static_cast<PayloadHead*>(record.body())->payload());
    }
}

}  // namespace logbeam::channel
