#pragma once

#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::hub {

// RFC 3339 as to_rfc3339 writes it, quick where events of the same second follow each other. Unsynchronised.
class TimeText {
public:
    // Until the next call.
    [[nodiscard]] std::string_view of(Timestamp time);

private:
    std::int64_t second_ = INT64_MIN;  // that `text_` stands for
    std::string text_;
};

}  // namespace logbeam::hub
