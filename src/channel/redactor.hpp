#pragma once

#include <logbeam/event.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::channel {

// Hides the values of given keys, compared without regard to ASCII case. Immutable.
class Redactor final {
public:
    explicit Redactor(std::vector<std::string> keys);

    static constexpr std::string_view mask = "***";

    [[nodiscard]] bool hides(std::string_view key) const noexcept;

    // Whether one of the keys stands anywhere in the text: a quick test before the slow work.
    [[nodiscard]] bool may_concern(std::string_view text) const noexcept;

    // Masks members of these keys at any depth. True when something was masked; text that is no JSON stays.
    bool redact_json(std::string& json) const;

private:
    bool redact(Value& value) const;

    std::vector<std::string> keys_;
};

}  // namespace logbeam::channel
