#pragma once

#include "alert/silence.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// All silences: those to come, those at work, and those that are over until somebody forgets them. Unsynchronised.
class Silences {
public:
    static constexpr std::size_t most = 1000;
    static constexpr std::size_t longest_text = 1000;  // bytes of author and comment

    // In place of the one with that id. Refused: what matches everything for lack of matchers, what is over before it
    // begins, and one too many.
    Result<void> add(Silence silence);

    // It is over now, or never begins. False where there is none, or it is over already.
    bool expire(std::string_view id, Timestamp now);

    // Those that ended before this; gives their ids.
    std::vector<std::string> forget_ended(Timestamp before);

    [[nodiscard]] const std::map<std::string, Silence, std::less<>>& all() const noexcept { return silences_; }

    // The one at work that matches it and lasts longest; nullptr: none.
    [[nodiscard]] const Silence* silence_of(const Standing& alert, Timestamp now) const noexcept;
    [[nodiscard]] bool is_silenced(const Standing& alert, Timestamp now) const noexcept {
        return silence_of(alert, now) != nullptr;
    }

    // When the next one begins or ends.
    [[nodiscard]] std::optional<Timestamp> next_change(Timestamp now) const noexcept;

private:
    std::map<std::string, Silence, std::less<>> silences_;  // by id
};

// Which of the alerts such a silence would mute, by place.
[[nodiscard]] std::vector<std::size_t> preview(const Matchers& matchers, const std::vector<Standing>& alerts);

}  // namespace logbeam::alert
