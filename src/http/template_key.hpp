#pragma once

#include "event/pairs.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::http {

// What events of one kind have in common, and how that is known.
struct TemplateKey {
    enum class Origin : std::uint8_t {
        given,    // the log call says its template
        site,     // it only says where it stands
        guessed,  // the message with its variable parts as `<*>`
        type,     // the event has no message
    };

    Origin origin = Origin::type;
    std::string_view text;  // until the next event is read
};

// Reads them of canonical texts. Unsynchronised.
class TemplateReader {
public:
    [[nodiscard]] TemplateKey read(std::string_view event);

private:
    struct Members {
        std::string_view given;
        std::string_view site;
        std::string_view message;
        bool is_guessed = false;
    };
    [[nodiscard]] Members members_of(std::string_view data);

    event::PairList pairs_;
    std::string scratch_;
    std::string guess_;
};

}  // namespace logbeam::http
