#include "fuzz/require.hpp"
#include "http/cloud_event.hpp"
#include "json/scan.hpp"

#include <string>

using namespace logbeam;
using fuzz::require;

// The first line of the input is a header's value, the rest a body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    if (const auto event = http::event_from_cloud(text, "topic")) require(json::check(*event).ok());

    http::Request request;
    const auto value = std::string{text.substr(0, text.find('\n'))};
    request.cloud_headers = {{"ce-specversion", "1.0"}, {"ce-id", value}, {"ce-source", "/s"}, {"ce-type", "t"}};
    request.body = text.substr(value.size());
    for (const auto* type : {"application/json", "text/plain", "image/png"}) {
        request.content_type = type;
        if (const auto event = http::cloud_event_of(request)) require(json::check(*event).ok());
    }
    return 0;
}
