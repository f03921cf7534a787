#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logbeam::channel {

// The members that tell where a log call stands in the source, written once per place. Unsynchronised.
class Sites final {
public:
    // `"file":...,"line":...,"function":...,"site":"..."`; valid until the next call.
    [[nodiscard]] const std::string& members(const char* file, std::uint32_t line, const char* function);

private:
    struct Site {
        std::string file;
        std::string members;
    };

    // By the address of the literal and the line; `file` is compared, for an address may be used again.
    std::unordered_map<std::uint64_t, Site> sites_;
};

}  // namespace logbeam::channel
