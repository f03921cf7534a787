#pragma once

#include "alert/literal_scan.hpp"
#include "alert/rule.hpp"
#include "query/subject.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace logbeam::alert {

// One query of one rule.
struct Question {
    std::uint32_t rule;
    std::uint32_t query;
    const query::Program* program;
};

// Finds the questions that an event may be an answer to: by its topic, its level, and the text that must stand in it. What
// the broker says itself, on topics that begin with `$`, is asked only of who names such a topic: an alert about errors is
// no error that it is about.
// Confined.
class RuleIndex {
public:
    explicit RuleIndex(std::vector<Question> questions);

    // In the order of rules and their queries. The reference holds until the next call.
    [[nodiscard]] const std::vector<std::uint32_t>& candidates(const query::Subject& subject);
    [[nodiscard]] const Question& question(std::uint32_t index) const { return questions_[index]; }

private:
    // What events of one topic and level are asked.
    struct Choice {
        std::vector<std::uint32_t> always;
        std::vector<std::uint32_t> with_literal;  // in the order of the scan's literals
        LiteralScan scan{{}};
    };
    static constexpr std::size_t levels = level_count + 1;  // and none
    static constexpr std::size_t most_topics = 4'000;       // more than this: all are found out anew
    using ByLevel = std::array<std::shared_ptr<const Choice>, levels>;

    [[nodiscard]] const Choice& choice_for(const query::Subject& subject);
    [[nodiscard]] std::shared_ptr<const Choice> make_choice(std::string_view topic, std::optional<Level> level);

    const std::vector<Question> questions_;
    std::unordered_map<std::string, ByLevel> by_topic_;
    std::map<std::vector<std::uint32_t>, std::shared_ptr<const Choice>>
        choices_;  // shared by topics that are asked the same
    std::vector<std::uint32_t> candidates_;
};

}  // namespace logbeam::alert
