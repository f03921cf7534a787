#pragma once

#include <logbeam/topic.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::hub {

// What a client may do. A value, shared by the sessions that have it: sessions with the same object share audiences.
struct Rights {
    std::string user;  // the token's name; empty: nobody in particular
    std::vector<TopicPattern> publish;
    std::vector<TopicPattern> subscribe;
    bool everything = false;  // each topic that is not the broker's own, and to hear those too
    bool admin = false;
    bool log = false;  // of what comes out of a log: it was let into that before

    [[nodiscard]] bool may_publish(std::string_view topic) const noexcept;
    [[nodiscard]] bool may_hear(std::string_view topic) const noexcept;
    [[nodiscard]] bool may_hear_anything() const noexcept;  // some topic
};

using SharedRights = std::shared_ptr<const Rights>;

// Topics that only a pattern opens which names them: `private-…` and `presence-…` in its own first token.
[[nodiscard]] bool is_guarded(std::string_view topic) noexcept;

// Of a client of the same machine where no tokens are configured, and of one let in by --insecure.
[[nodiscard]] SharedRights rights_of_owner();
[[nodiscard]] SharedRights rights_of_guest();

}  // namespace logbeam::hub
