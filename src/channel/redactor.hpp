#pragma once

#include <logbeam/event.hpp>

#include <cstddef>
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

    // Masks what follows `key=`, `key:` or `"key":` in text of any kind, up to the closing quote or the next white
    // space, comma or bracket: for texts that no parser reads, as JSON that was cut.
    [[nodiscard]] std::string mask_text(std::string_view text) const;

private:
    bool redact(Value& value) const;
    [[nodiscard]] std::size_t hidden_key_at(std::string_view text, std::size_t at) const noexcept;

    std::vector<std::string> keys_;
};

}  // namespace logbeam::channel
