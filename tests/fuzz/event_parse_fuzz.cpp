#include "base/ids.hpp"
#include "fuzz/require.hpp"

#include <logbeam/event.hpp>

using namespace logbeam;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);

    if (const auto event = Event::parse(text)) {
        const auto written = event->to_json();
        const auto again = Event::parse(written);
        require(again.ok() && *again == *event && again->to_json() == written);
    }
    if (const auto time = parse_rfc3339(text)) {
        require(parse_rfc3339(to_rfc3339(*time)) == *time);
    }
    if (const auto id = base::parse_event_id(text)) {
        require(base::event_id(id->publisher, id->counter) == text);
    }
    (void)parse_level(text);
    return 0;
}
