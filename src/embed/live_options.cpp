#include "embed/live_options.hpp"

#include <charconv>
#include <system_error>

namespace logbeam::embed {

Result<LiveWish> parse_live_wish(const std::optional<std::string>& value) {
    LiveWish wish;
    if (!value) return wish;
    wish.is_off = *value == "off" || *value == "0" || *value == "false";
    if (wish.is_off) return wish;

    std::uint16_t port = 0;
    const char* const end = value->data() + value->size();
    const auto read = std::from_chars(value->data(), end, port);
    if (read.ec != std::errc{} || read.ptr != end || port == 0) {
        return Error{ErrorCode::invalid_option, "LOGBEAM_LIVE='" + *value + "': write off, or a port from 1 to 65535"};
    }
    wish.port = port;
    return wish;
}

}  // namespace logbeam::embed
