#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/rule_files.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

// Sequences that are under way.
namespace logbeam::http {
namespace {

using json::write_member;

constexpr std::size_t most_partials = 100;

struct Found {
    const alert::Rule* rule = nullptr;
    alert::Partial partial;
};

void write_found(JsonWriter& json, const Found& found) {
    const alert::Partial& partial = found.partial;
    json.begin_object();
    write_member(json, "rule", found.rule->name);
    write_by(json, *found.rule, partial.group);
    write_member(json, "step", partial.step);
    write_member(json, "steps", partial.steps);
    write_member(json, "since", to_rfc3339(partial.since));
    write_member(json, "until", to_rfc3339(partial.until));
    write_events(json, partial.events);
    json.end_object();
}

// The latest of all that are asked for, and how many more there are.
struct Latest {
    std::vector<Found> found;
    std::size_t all = 0;

    void add(const alert::Judge& judge) {
        all += judge.detector().partials();
        for (alert::Partial& partial : judge.detector().latest_partials(most_partials))
            found.push_back({&judge.rule(), std::move(partial)});
    }
    void cut() {
        std::stable_sort(found.begin(), found.end(), [](const Found& left, const Found& right) {
            return left.partial.since > right.partial.since;
        });
        found.resize(std::min(found.size(), most_partials));
    }
};

}  // namespace

Response list_partials(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"rule"}); !checked) return error_answer(checked.error());
    const std::string* rule = request.parameter("rule");
    Latest latest;
    for (const auto& judge : services.alerts().engine.judges()) {
        const std::string& name = judge->rule().name;
        if (rule != nullptr && name != *rule) continue;
        if (request.rights->may_hear("$alerts." + name)) latest.add(*judge);
    }
    latest.cut();
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("partial");
    json.begin_array();
    for (const Found& each : latest.found)
        write_found(json, each);
    json.end_array();
    write_member(json, "more", latest.all - latest.found.size());
    json.end_object();
    return json_answer(std::move(text));
}

}  // namespace logbeam::http
