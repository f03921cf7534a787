#include "http/answer.hpp"
#include "http/body.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/rule_files.hpp"
#include "http/sent_rule.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <utility>

// One rule: how it is written, and writing it anew.
namespace logbeam::http {
namespace {

using json::write_flag;
using json::write_member;

Error malformed(std::string detail) {
    return {ErrorCode::malformed_request, std::move(detail)};
}

Result<std::string> read_name(const Request& request) {
    if (auto checked = check_parameters(request, {"name"}); !checked) return checked.error();
    const std::string* name = request.parameter("name");
    if (name == nullptr) return malformed("expected ?name= and the name of a rule");
    if (!alert::is_rule_name(*name)) return malformed("name: expected 1 to 64 letters, digits, '_' and '-'");
    return *name;
}

Result<std::string> name_to_change(const Request& request) {
    if (!request.rights->admin) return Error{ErrorCode::forbidden, "to write and remove rules is for admins"};
    return read_name(request);
}

Result<std::string> read_yaml(const Request& request) {
    auto body = read_body(request);
    if (!body) return body.error();
    auto yaml = body->text("yaml", event::Members::Need::required);
    if (auto checked = check_body(*body); !checked) return checked.error();
    return yaml;
}

RuleFiles::Asker asker_of(const Request& request) {
    return {request.rights->user, request.address};
}

Response answer_with_place(const std::string& name, const Result<std::string>& file) {
    if (!file) return error_answer(as_request_error(file.error()));
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "name", name);
    write_member(json, "file", *file);
    json.end_object();
    return json_answer(std::move(text));
}

std::string json_of(const alert::Rule& rule, const RuleFiles::Text& text) {
    std::string body;
    JsonWriter json{body};
    json.begin_object();
    write_member(json, "name", rule.name);
    write_member(json, "file", rule.file);
    write_member(json, "line", rule.line);
    write_member(json, "yaml", text.yaml);
    write_flag(json, "can_change", text.why_not.empty());
    if (!text.why_not.empty()) write_member(json, "why_not", text.why_not);
    json.end_object();
    return body;
}

}  // namespace

Response show_rule(Services& services, const Request& request) {
    const auto name = read_name(request);
    if (!name) return error_answer(name.error());
    const alert::Judge* judge = judge_of(services.alerts().engine, *name);
    if (judge == nullptr || !request.rights->may_hear("$alerts." + *name)) {
        return error_answer({ErrorCode::not_found, "there is no rule '" + *name + "'"});
    }
    auto text = services.alerts().rules.text_of(judge->rule());
    if (!request.rights->admin) text.why_not = "rules are changed by admins";
    return json_answer(json_of(judge->rule(), text));
}

Response save_rule(Services& services, const Request& request) {
    const auto name = name_to_change(request);
    if (!name) return error_answer(name.error());
    const auto yaml = read_yaml(request);
    if (!yaml) return error_answer(yaml.error());
    if (auto checked = check_size(*yaml); !checked) return error_answer(checked.error());
    return answer_with_place(*name, services.alerts().rules.put(*name, *yaml, asker_of(request)));
}

Response remove_rule(Services& services, const Request& request) {
    const auto name = name_to_change(request);
    if (!name) return error_answer(name.error());
    return answer_with_place(*name, services.alerts().rules.remove(*name, asker_of(request)));
}

}  // namespace logbeam::http
