#pragma once

#include "hub/rights.hpp"

#include <logbeam/topic.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace logbeam::http {

// Whether a report shows events of a topic: it was asked for, and may be heard. Asked for every row of a snapshot, whose
// names stay where they are, so answers are kept by that place. Unsynchronised.
class TopicChoice {
public:
    TopicChoice(std::vector<TopicPattern> patterns, hub::SharedRights rights);
    explicit TopicChoice(std::function<bool(std::string_view topic)> decide);

    [[nodiscard]] bool operator()(std::string_view topic) const;

private:
    struct Answer {
        const char* place = nullptr;
        std::size_t bytes = 0;
        bool is_chosen = false;
    };

    std::function<bool(std::string_view topic)> decide_;
    mutable std::array<Answer, 64> answers_{};
};

}  // namespace logbeam::http
