#include "edge/interest.hpp"

#include <algorithm>
#include <set>

namespace logbeam::edge {
namespace {

constexpr std::string_view any_one = "*";
constexpr std::string_view any_more = ">";

// The first token, which is taken away; empty when none is left.
std::string_view take_token(std::string_view& pattern) noexcept {
    const std::size_t dot = pattern.find('.');
    const std::string_view token = pattern.substr(0, dot);
    pattern.remove_prefix(dot == std::string_view::npos ? pattern.size() : dot + 1);
    return token;
}

}  // namespace

bool contains(std::string_view outer, std::string_view inner) noexcept {
    while (!outer.empty() && !inner.empty()) {
        const std::string_view wider = take_token(outer);
        const std::string_view narrower = take_token(inner);
        if (wider == any_more) return true;
        if (narrower == any_more || (wider != any_one && wider != narrower)) return false;
    }
    return outer.empty() && inner.empty();
}

bool overlap(std::string_view left, std::string_view right) noexcept {
    while (!left.empty() && !right.empty()) {
        const std::string_view one = take_token(left);
        const std::string_view other = take_token(right);
        if (one == any_more || other == any_more) return true;
        if (one != other && one != any_one && other != any_one) return false;
    }
    return left.empty() && right.empty();
}

std::vector<std::string> cover(const std::vector<TopicPattern>& wanted) {
    std::set<std::string> all;
    for (const TopicPattern& pattern : wanted)
        all.insert(pattern.str());
    std::vector<std::string> widest;
    for (const std::string& each : all) {
        const bool is_inside = std::any_of(all.begin(), all.end(), [&each](const std::string& other) {
            return other != each && contains(other, each);
        });
        if (!is_inside) widest.push_back(each);
    }
    for (std::size_t one = 0; one < widest.size(); ++one) {
        for (std::size_t other = one + 1; other < widest.size(); ++other) {
            if (overlap(widest[one], widest[other])) return {std::string{any_more}};
        }
    }
    return widest;
}

}  // namespace logbeam::edge
