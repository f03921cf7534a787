#pragma once

#include "hub/rights.hpp"

#include <logbeam/topic.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace logbeam::http {

// Whether a report shows events of a topic: it was asked for, and may be heard. Asked for every row of a snapshot, whose
// names stay where they are, so answers are kept by that place. Unsynchronised.
class TopicChoice {
public:
    TopicChoice(std::vector<TopicPattern> patterns, hub::SharedRights rights);

    [[nodiscard]] bool operator()(std::string_view topic) const;

private:
    struct Answer {
        const char* place = nullptr;
        std::size_t bytes = 0;
        bool is_chosen = false;
    };

    [[nodiscard]] bool decide(std::string_view topic) const noexcept;

    std::vector<TopicPattern> patterns_;
    hub::SharedRights rights_;
    mutable std::array<Answer, 64> answers_{};
};

}  // namespace logbeam::http
