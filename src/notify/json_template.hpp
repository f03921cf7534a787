#pragma once

#include "alert/notification.hpp"

#include <logbeam/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::notify {

// A JSON text with names in braces: `{"text": "{title}: {labels.team}", "count": {count}}`. Inside a string a name stands
// for its value's characters, escaped; outside of one it stands for a whole value. So whatever the values are, what comes
// out is JSON of the same shape. Braces around what is not a name are JSON's own. Immutable.
class JsonTemplate {
public:
    // The error says which name is unknown, or that it makes no JSON.
    [[nodiscard]] static Result<JsonTemplate> parse(std::string_view text);

    [[nodiscard]] std::string text(const alert::Notification& notification) const;

private:
    struct Part {
        std::string text;  // as it stands, or the name
        bool is_name = false;
        bool is_in_string = false;
    };

    Result<void> add_name(std::string_view name, bool is_in_string);

    std::vector<Part> parts_;
};

}  // namespace logbeam::notify
