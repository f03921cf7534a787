#include "fuzz/require.hpp"
#include "transport/url.hpp"
#include "transport/websocket/connector.hpp"

#include <algorithm>

using namespace logbeam;
using fuzz::require;

// What is read has nothing in it that could end a line of a request, and reads the same when it is written again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto url = transport::Url::parse(fuzz::text_of(data, size));
    if (!url) return 0;
    require(!url->scheme.empty() && !url->host.empty());

    const auto target = transport::target_of(*url);
    const auto is_visible = [](char c) { return c > ' ' && c < '\x7f'; };
    require(std::all_of(target.authority.begin(), target.authority.end(), is_visible));
    require(std::all_of(target.path.begin(), target.path.end(), is_visible));
    require(target.path.starts_with('/') && target.endpoint.port != 0);

    const auto again = transport::Url::parse(url->scheme + "://" + target.authority + target.path);
    require(again.ok() && again->host == url->host && again->path == target.path);
    require(again->port == target.endpoint.port);
    return 0;
}
