#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logbeam::cli {

// Cuts a stream into lines; what has no end yet is held. A line that would not end is cut at `longest`, so that memory
// is bounded. Unsynchronised.
class LineSplitter {
public:
    explicit LineSplitter(std::size_t longest = 256 * 1024) : longest_{longest} {}

    // Calls take(line) for each that is complete, without its end.
    template <class Take>
    void feed(std::string_view bytes, Take&& take) {
        for (;;) {
            const std::size_t end = bytes.find('\n');
            if (end == std::string_view::npos) break;
            if (held_.empty()) {
                take(bytes.substr(0, end));
            } else {
                held_.append(bytes.substr(0, end));
                take(std::string_view{held_});
                held_.clear();
            }
            bytes.remove_prefix(end + 1);
        }
        held_.append(bytes);
        if (held_.size() >= longest_) finish(take);
    }

    // What is left is a line, too.
    template <class Take>
    void finish(Take&& take) {
        if (held_.empty()) return;
        take(std::string_view{held_});
        held_.clear();
    }

    [[nodiscard]] std::size_t held() const noexcept { return held_.size(); }
    void clear() noexcept { held_.clear(); }

private:
    const std::size_t longest_;
    std::string held_;
};

}  // namespace logbeam::cli
