#pragma once

#include "dialect/native/native_conversation.hpp"
#include "support/session_rig.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::dialect::test {

using logbeam::test::Seat;
using logbeam::test::SessionRig;

// One client of the native dialect, without a socket.
struct NativeClient : Seat {
    NativeClient(SessionRig& rig, hub::SharedRights rights, ClientLimits limits = {})
        : Seat{rig, limits}, conversation{session, std::move(rights)} {
        outlet.serve(conversation.feed());
    }

    void say(std::string_view text) { conversation.on_text(text); }
    void hello(const std::string& members = "") {
        say(R"({"kind":"hello","version":1)" + members + "}");
        (void)heard();
    }
    std::vector<std::string> answers_to(std::string_view text) {
        say(text);
        return heard();
    }

    NativeConversation conversation;
};

}  // namespace logbeam::dialect::test
