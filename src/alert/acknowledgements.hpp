#pragma once

#include "alert/acknowledgement.hpp"
#include "alert/standing.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// Who takes care of which alert. Unsynchronised.
class Acknowledgements {
public:
    static constexpr std::size_t most = 10'000;
    static constexpr std::size_t longest_text = 1000;  // bytes of author and comment

    // In place of what was said of this alert before.
    Result<void> add(Acknowledgement acknowledgement);
    bool remove(std::string_view fingerprint);  // false: there is none

    // What becomes of alerts: one that is resolved is acknowledged no more, and true says so. A snooze stays.
    bool see(const Standing& alert);

    // Snoozes that are over; gives their fingerprints.
    std::vector<std::string> forget_ended(Timestamp now);

    [[nodiscard]] bool is_acknowledged(std::string_view fingerprint, Timestamp now) const noexcept;
    [[nodiscard]] const std::map<std::string, Acknowledgement, std::less<>>& all() const noexcept { return all_; }

    // When the next snooze ends.
    [[nodiscard]] std::optional<Timestamp> next_change(Timestamp now) const noexcept;

private:
    std::map<std::string, Acknowledgement, std::less<>> all_;  // by fingerprint
};

}  // namespace logbeam::alert
