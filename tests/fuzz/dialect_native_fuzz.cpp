#include "dialect/native/native_conversation.hpp"
#include "fuzz/taken.hpp"
#include "support/session_rig.hpp"
#include "wire/native_frame.hpp"

#include <string>
#include <string_view>

using namespace logbeam;
using fuzz::require;

namespace {

void say(dialect::Conversation& conversation, std::string_view message) {
    if (message.empty()) return;
    const bool is_binary = message.front() == 'b';
    message.remove_prefix(1);
    is_binary ? conversation.on_binary(message) : conversation.on_text(message);
}

// Messages with a zero byte between them, but for the last one, which may hold any: each begins with its kind, `b` or `t`.
void say_all(dialect::Conversation& conversation, std::string_view messages) {
    while (!messages.empty() && messages.front() != 'b') {
        const auto end = messages.find('\0');
        say(conversation, messages.substr(0, end));
        messages.remove_prefix(end == std::string_view::npos ? messages.size() : end + 1);
    }
    say(conversation, messages);
}

}  // namespace

// Whatever a client says: what is taken of it are events, and what it is answered are frames.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    test::SessionRig rig;
    test::Seat seat{rig};
    dialect::NativeConversation conversation{seat.session, rig.owner};
    seat.outlet.serve(conversation.feed());
    conversation.on_text(R"({"kind":"hello","version":1})");
    conversation.on_text(R"({"kind":"subscribe","id":1,"topics":[">","$sys.>"]})");

    say_all(conversation, fuzz::text_of(data, size));

    fuzz::require_events(rig.hub.ingest.burst());
    require(rig.hub.commit().ok());
    rig.hub.tick();
    for (const std::string& message : seat.heard())
        require(wire::decode_server_frame(message).ok());
    return 0;
}
