#include "alert/plan.hpp"

#include "alert/telling_reader.hpp"
#include "yaml/reader.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace logbeam::alert {
namespace {

constexpr std::size_t most_of_each = 100;
constexpr std::size_t most_equal = 8;
constexpr std::chrono::seconds shortest_heartbeat{1};

template <class Items>
std::string read_name(yaml::Reader& section, const Items& before) {
    std::string name;
    section.text("name", name);
    const auto is_same = [&name](const auto& each) { return each.name == name; };
    if (!is_rule_name(name)) {
        section.reject("name", "expected 1 to 64 letters, digits, '_' and '-'");
    } else if (std::any_of(before.begin(), before.end(), is_same)) {
        section.reject("name", "'" + name + "' is used twice");
    }
    return name;
}

Matchers read_matchers(yaml::Reader& section, std::string_view key) {
    std::string text;
    section.text(key, text);
    auto matchers = parse_matchers(text);
    if (matchers) return *std::move(matchers);
    section.reject(key, matchers.error().detail);
    return {};
}

// None would be every alert, by mistake.
Matchers required_matchers(yaml::Reader& section, std::string_view key) {
    auto matchers = read_matchers(section, key);
    if (matchers.empty()) section.reject(key, "expected a matcher, such as severity=warning; rule=* is every alert");
    return matchers;
}

void read_route(yaml::Reader& section, std::vector<Route>& routes) {
    Route route;
    route.name = read_name(section, routes);
    route.matchers = read_matchers(section, "match");
    read_notify(section, route.how);
    if (!section.has("notify")) section.reject("notify", "expected names of notifiers");
    routes.push_back(std::move(route));
}

void read_inhibition(yaml::Reader& section, std::vector<Inhibition>& inhibitions) {
    Inhibition& inhibition = inhibitions.emplace_back();
    inhibition.source = required_matchers(section, "source");
    inhibition.target = required_matchers(section, "target");
    section.texts("equal", inhibition.equal);
    if (inhibition.equal.size() > most_equal) section.reject("equal", "expected 8 fields at most");
}

void read_heartbeat(yaml::Reader& section, std::vector<HeartbeatPlan>& heartbeats) {
    HeartbeatPlan heartbeat;
    heartbeat.name = read_name(section, heartbeats);
    section.texts("notify", heartbeat.notifiers);
    if (heartbeat.notifiers.empty()) section.reject("notify", "expected names of notifiers");
    section.duration("interval", heartbeat.interval);
    if (heartbeat.interval < shortest_heartbeat) section.reject("interval", "expected 1s or more");
    heartbeats.push_back(std::move(heartbeat));
}

}  // namespace

Plan read_plan(yaml::Reader& file) {
    Plan plan;
    file.sections("routes", [&plan](yaml::Reader& each) { read_route(each, plan.routes); });
    file.sections("inhibitions", [&plan](yaml::Reader& each) { read_inhibition(each, plan.inhibitions); });
    file.sections("heartbeats", [&plan](yaml::Reader& each) { read_heartbeat(each, plan.heartbeats); });
    if (plan.routes.size() > most_of_each) file.reject("routes", "expected 100 at most");
    if (plan.inhibitions.size() > most_of_each) file.reject("inhibitions", "expected 100 at most");
    if (plan.heartbeats.size() > most_of_each) file.reject("heartbeats", "expected 100 at most");
    return plan;
}

std::vector<std::string> notifiers_of(const Plan& plan) {
    std::vector<std::string> names;
    const auto add = [&names](const std::vector<std::string>& more) {
        std::copy(more.begin(), more.end(), std::back_inserter(names));
    };
    for (const Route& route : plan.routes)
        add(route.how.notifiers);
    for (const HeartbeatPlan& heartbeat : plan.heartbeats)
        add(heartbeat.notifiers);
    return names;
}

}  // namespace logbeam::alert
