#include "fuzz/require.hpp"
#include "http/authority.hpp"
#include "http/base64.hpp"
#include "http/json_items.hpp"
#include "http/url_text.hpp"

#include <string>

using namespace logbeam;
using fuzz::require;

namespace {

void check_url_text(std::string_view text) {
    require(http::percent_decode(http::percent_encode(text)) == text);
    if (const auto pairs = http::parse_query(text)) require(http::parse_query(http::write_query(*pairs)) == pairs);
    if (const auto target = http::parse_target(text)) require(target->path.front() == '/');
    (void)http::find_cookie(text, "logbeam_token");
}

// What was read is read again from what it is written as.
void check_authority(std::string_view text) {
    const auto authority = http::parse_authority(text);
    if (!authority) return;
    const bool is_v6 = authority->host.find(':') != std::string::npos;
    auto again = is_v6 ? "[" + authority->host + "]" : authority->host;
    if (authority->port != 0) again += ":" + std::to_string(authority->port);
    const auto second = http::parse_authority(again);
    require(second && second->host == authority->host && second->port == authority->port);
    require(!http::is_loopback(authority->host) || authority->host == "localhost" ||
            http::is_ip_address(authority->host));
    (void)http::parse_origin(text);
    (void)http::origin_of_url(text);
}

// Items are parts of the body, in its order, and none is empty.
void check_items(std::string_view body, const Result<std::vector<std::string_view>>& items) {
    if (!items) return;
    const char* end = body.data();
    for (const auto item : *items) {
        require(!item.empty() && item.data() >= end && item.data() + item.size() <= body.data() + body.size());
        end = item.data() + item.size();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    check_url_text(text);
    check_authority(text);
    check_items(text, http::line_items(text));
    if (!text.empty() && text.front() == '[') check_items(text, http::array_items(text));
    if (!text.empty()) (void)http::looks_like_lines(text);
    require(http::is_base64(http::to_base64(text)));
    return 0;
}
