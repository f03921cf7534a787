#include "channel/reporter.hpp"

#include <cstdio>
#include <string>

namespace logbeam::channel {

namespace {

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): each thread has its own
thread_local constinit bool is_reporting = false;

class ReportingHere {
public:
    ReportingHere() { is_reporting = true; }
    ~ReportingHere() { is_reporting = false; }
    ReportingHere(const ReportingHere&) = delete;
    ReportingHere& operator=(const ReportingHere&) = delete;
};

}  // namespace

void Reporter::report(Error error) noexcept {
    if (is_reporting) {
        return;
    }
    try {
        if (!admit(error)) {
            return;
        }
        const ReportingHere here;
        if (on_error_) {
            on_error_(error);
        } else {
            std::fprintf(stderr, "logbeam: %s\n", error.message().c_str());
        }
    } catch (...) {  // the host's handler threw: there is nobody left to tell
    }
}

bool Reporter::admit(Error& error) {
    const auto now = clock_.steady_now();
    return recent_.with([&](std::map<ErrorCode, Recent>& recent) {
        const auto [entry, is_first] = recent.try_emplace(error.code, Recent{now, 0});
        if (!is_first && now - entry->second.at < interval) {
            ++entry->second.left_out;
            return false;
        }
        if (entry->second.left_out != 0) {
            error.detail += " (and " + std::to_string(entry->second.left_out) + " more since the last report)";
        }
        entry->second = {now, 0};
        return true;
    });
}

}  // namespace logbeam::channel
