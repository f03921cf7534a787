#include "alert/engine.hpp"
#include "alert/rule_file.hpp"
#include "alert/rule_text.hpp"
#include "fuzz/require.hpp"

#include <string>
#include <utility>

using namespace logbeam;
using fuzz::require;

namespace {

// Who edits a rule is given a text that is the same rule.
void check_text(const alert::Rule& rule, const std::string& file) {
    const auto again = alert::parse_rule(alert::text_of(rule, file), "text", {});
    require(again.ok() && again->name == rule.name && again->source == rule.source);
}

// What was accepted can be judged by.
void work(std::vector<alert::Rule> rules) {
    alert::Engine engine{std::move(rules),
                         [](const alert::Transition& transition) { static_cast<void>(data_of(transition)); }};
    const std::string text = R"({"id":"p-1","topic":"a","type":"t","data":{"a":1,"b":"x"}})";
    query::Subject subject{text, "a", {}, 0, Timestamp{}};
    subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
    for (int second = 0; second < 3; ++second) {
        ++subject.seq;
        subject.time += std::chrono::seconds{1};
        engine.see(subject, "p-1");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{fuzz::text_of(data, size)};
    static_cast<void>(alert::parse_some_rules(text, "file", {}));
    if (const auto rule = alert::parse_rule(text, "text", {})) {
        if (const auto file = alert::file_with(text)) {
            const auto rules = alert::parse_rules(*file, "file", {});
            require(rules.ok() && rules->size() == 1 && rules->front().source == rule->source);
        }
    }
    auto rules = alert::parse_rules(text, "file", {});
    if (!rules) return 0;
    for (const alert::Rule& rule : *rules)
        check_text(rule, text);
    if (alert::check_together(*rules)) work(*std::move(rules));
    return 0;
}
