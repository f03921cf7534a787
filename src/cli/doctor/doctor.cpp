#include "cli/doctor/doctor.hpp"

#include "cli/doctor/diagnosis.hpp"
#include "cli/http/http_ask.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <utility>

namespace logbeam::cli {
namespace {

std::string as_json(const std::vector<Finding>& findings) {
    std::string text;
    JsonWriter json{text};
    json.begin_array();
    for (const Finding& finding : findings) {
        json.begin_object();
        json.key("lost");
        json.boolean(finding.weight == Finding::Weight::lost);
        json.key("what");
        json.string(finding.what);
        json.key("remedy");
        json.string(finding.remedy);
        json.end_object();
    }
    json.end_array();
    return text + "\n";
}

std::string as_text(const std::vector<Finding>& findings) {
    if (findings.empty()) return "Nothing is lost: every event is accounted for.\n";
    std::string text;
    if (findings.front().weight != Finding::Weight::lost) text = "Nothing is lost. To be noted:\n";
    for (const Finding& finding : findings) {
        text.append(finding.weight == Finding::Weight::lost ? "LOST  " : "note  ").append(finding.what).append("\n");
        if (!finding.remedy.empty()) text.append("      -> ").append(finding.remedy).append("\n");
    }
    return text;
}

}  // namespace

int run(const DoctorOptions& options) {
    const Value accounting = http_get_json(options.target, "/api/accounting");
    const Value stats = http_get_json(options.target, "/api/stats");
    const auto findings = diagnose(accounting, stats);
    (void)print(options.json ? as_json(findings) : as_text(findings));
    const bool is_lossy = !findings.empty() && findings.front().weight == Finding::Weight::lost;
    return is_lossy ? exit_failed : exit_done;
}

}  // namespace logbeam::cli
