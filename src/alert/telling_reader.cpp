#include "alert/telling_reader.hpp"

#include <algorithm>
#include <set>

namespace logbeam::alert {
namespace {

constexpr std::size_t most_notifiers = 32;
constexpr std::size_t most_group_by = 8;

void check_names(yaml::Reader& section, std::string_view key, const std::vector<std::string>& names) {
    const bool are_names = std::all_of(names.begin(), names.end(), is_rule_name);
    const std::set<std::string> different{names.begin(), names.end()};
    if (!are_names || names.empty() || names.size() > most_notifiers || different.size() != names.size()) {
        section.reject(key, "expected 1 to 32 different names of notifiers");
    }
}

void read_more(yaml::Reader& section, Telling& telling) {
    section.texts("to", telling.notifiers);
    check_names(section, "to", telling.notifiers);
    section.texts("group_by", telling.group_by);
    if (telling.group_by.size() > most_group_by) section.reject("group_by", "expected 8 fields at most");
    section.duration("wait", telling.wait);
    section.duration("interval", telling.interval);
    section.duration("repeat", telling.repeat);
}

}  // namespace

void read_notify(yaml::Reader& section, Telling& telling) {
    if (section.has_section("notify")) {
        return section.section("notify", [&telling](yaml::Reader& inner) { read_more(inner, telling); });
    }
    section.texts("notify", telling.notifiers);
    if (section.has("notify")) check_names(section, "notify", telling.notifiers);
}

}  // namespace logbeam::alert
