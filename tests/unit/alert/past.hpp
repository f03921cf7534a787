#pragma once

#include "alert/engine.hpp"
#include "alert/rule_file.hpp"

#include <logbeam/event.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::alert::test {

// Rules at work on events that a test makes; what they tell is kept as lines: `10 firing errors ["eu"]`.
class Past {
public:
    explicit Past(const std::string& rules)
        : engine{parse_rules("rules:\n" + rules, "rules.yaml", {}).value(),
                 [this](const Transition& transition) { take(transition); }} {}

    // `data` are members of an object; of a level, the type is `logger.<level>`.
    void see(double second, const std::string& data, const std::string& type = "order",
             const std::string& topic = "logs.api") {
        ++seq;
        const auto nanoseconds = std::chrono::nanoseconds{static_cast<std::int64_t>(second * 1e9)};
        const std::string text = R"({"id":"p-)" + std::to_string(seq) + R"(","topic":")" + topic + R"(","type":")" +
                                 type + R"(","source":"api","timestamp":")" + to_rfc3339(Timestamp{nanoseconds}) +
                                 R"(","seq":)" + std::to_string(seq) + R"(,"data":{)" + data + "}}";
        query::Subject subject{text, topic, {}, seq, Timestamp{nanoseconds}};
        if (type.rfind("logger.", 0) == 0) subject.level = parse_level(type.substr(7));
        subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
        engine.see(subject, "p-" + std::to_string(seq));
    }
    void advance(double second) {
        engine.advance(Timestamp{std::chrono::nanoseconds{static_cast<std::int64_t>(second * 1e9)}});
    }
    [[nodiscard]] std::vector<std::string> take_lines() { return std::exchange(lines, {}); }

    std::vector<Transition> told;
    std::vector<std::string> lines;
    std::uint64_t seq = 0;
    Engine engine;

private:
    void take(const Transition& transition) {
        told.push_back(transition);
        lines.push_back(std::to_string(transition.at.time_since_epoch() / std::chrono::seconds{1}) + " " +
                        std::string{to_string(transition.to)} + " " + transition.rule->name + " " + transition.group);
    }
};

}  // namespace logbeam::alert::test
