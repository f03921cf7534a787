#include "dialect/realtime/realtime_conversation.hpp"
#include "fuzz/taken.hpp"
#include "support/session_rig.hpp"

#include <string>
#include <string_view>

using namespace logbeam;
using fuzz::require;

// Whatever a client says, a line at a time: what is taken of it are events, and what it hears are events without the
// members that the pattern does not know.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    test::SessionRig rig;
    test::Seat seat{rig};
    dialect::RealtimeConversation conversation{seat.session, rig.owner, "t"};
    seat.outlet.serve(conversation.feed());
    conversation.on_open();

    auto text = fuzz::text_of(data, size);
    while (!text.empty()) {
        const auto end = text.find('\n');
        conversation.on_text(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }

    fuzz::require_events(rig.hub.ingest.burst());
    require(rig.hub.commit().ok());
    for (const std::string& message : seat.heard()) {
        const auto event = Event::parse(message);
        require(event.ok() && event->topic.empty() && event->client_id.empty() && event->seq == 0);
    }
    return 0;
}
