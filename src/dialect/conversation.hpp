#pragma once

#include "dialect/feed.hpp"

#include <string_view>

namespace logbeam::dialect {

// What is said on one WebSocket, between the opening handshake and the close. Implementations: native, realtime.
class Conversation {
public:
    virtual ~Conversation() = default;

    virtual void on_open() = 0;
    virtual void on_text(std::string_view text) = 0;
    virtual void on_binary(std::string_view bytes) = 0;

    [[nodiscard]] virtual Feed& feed() = 0;
};

}  // namespace logbeam::dialect
