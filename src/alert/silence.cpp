#include "alert/silence.hpp"

#include "alert/kept_text.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

namespace logbeam::alert {

using json::write_member;

std::string to_json(const Silence& silence) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "id", silence.id);
    write_member(json, "matchers", to_string(silence.matchers));
    write_member(json, "from", to_rfc3339(silence.from));
    write_member(json, "until", to_rfc3339(silence.until));
    write_member(json, "author", silence.author);
    write_member(json, "comment", silence.comment);
    json.end_object();
    return text;
}

Result<Silence> parse_silence(std::string_view json) {
    using Need = event::Members::Need;
    auto object = kept_object(json);
    if (!object) return object.error();
    event::Members members{*std::move(object)};
    Silence silence;
    silence.id = members.text("id", Need::required);
    auto matchers = parse_matchers(members.text("matchers", Need::required));
    if (!matchers) members.reject("matchers", matchers.error().detail);
    silence.from = members.time("from", Need::required);
    silence.until = members.time("until", Need::required);
    silence.author = members.text("author");
    silence.comment = members.text("comment");
    if (!members.problem().empty()) return damaged(members.problem());
    silence.matchers = *std::move(matchers);
    return silence;
}

}  // namespace logbeam::alert
