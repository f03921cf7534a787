#pragma once

#include <string>
#include <string_view>

namespace logbeam::http {

// An answer that takes longer than the loop has time: it is written in steps, elsewhere. Made on the hub's thread, then
// used by one thread at a time; what it reads of the broker it took with it (a snapshot). Destroyed when it is done, or
// when nobody wants it any more.
class Report {
public:
    virtual ~Report() = default;

    [[nodiscard]] virtual std::string_view content_type() const noexcept = 0;

    // Appends what comes next, which may be nothing yet; false: that was the end. A step takes a few milliseconds.
    virtual bool step(std::string& out) = 0;
};

}  // namespace logbeam::http
