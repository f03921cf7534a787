#include "http/span.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace logbeam::http {
namespace {

using std::chrono::nanoseconds;

struct Unit {
    std::string_view name;
    nanoseconds worth;
};

constexpr std::array units{Unit{"ms", std::chrono::milliseconds{1}}, Unit{"s", std::chrono::seconds{1}},
                           Unit{"m", std::chrono::minutes{1}},       Unit{"h", std::chrono::hours{1}},
                           Unit{"d", std::chrono::hours{24}},        Unit{"w", std::chrono::hours{7 * 24}}};

}  // namespace

std::optional<nanoseconds> parse_span(std::string_view text) noexcept {
    std::int64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || count <= 0) return std::nullopt;
    const std::string_view name{stopped, static_cast<std::size_t>(end - stopped)};
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        if (count > nanoseconds::max() / unit.worth) return std::nullopt;
        return unit.worth * count;
    }
    return std::nullopt;
}

std::string span_text(nanoseconds span) {
    const Unit* chosen = &units.front();
    for (const Unit& unit : units) {
        if (span % unit.worth == nanoseconds::zero()) chosen = &unit;
    }
    return std::to_string(span / chosen->worth).append(chosen->name);
}

}  // namespace logbeam::http
