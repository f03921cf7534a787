#include "alert/matcher.hpp"
#include "fuzz/require.hpp"

#include <string>

using namespace logbeam;
using fuzz::require;

namespace {

// What is understood has one spelling, which is understood as the same.
void check_spelling(const alert::Matchers& matchers) {
    const std::string text = to_string(matchers);
    const auto again = alert::parse_matchers(text);
    require(again.ok() && *again == matchers && to_string(*again) == text);
}

// The matcher that is made of a value matches it, and its opposite does not.
void check_value(std::string_view value) {
    alert::Standing alert;
    alert.by = {{"region", std::string{value}}};
    require(alert::Matcher("region", alert::Matcher::Sense::equal, std::string{value}).matches(alert));
    require(!alert::Matcher("region", alert::Matcher::Sense::unequal, std::string{value}).matches(alert));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    if (const auto matchers = alert::parse_matchers(text)) {
        check_spelling(*matchers);
        alert::Standing alert;
        alert.rule = text;
        static_cast<void>(all_match(*matchers, alert));
    }
    check_value(text);
    return 0;
}
