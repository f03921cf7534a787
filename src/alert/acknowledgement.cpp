#include "alert/acknowledgement.hpp"

#include "alert/kept_text.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

namespace logbeam::alert {

using json::write_member;

std::string to_json(const Acknowledgement& acknowledgement) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "fingerprint", acknowledgement.fingerprint);
    if (acknowledgement.until) write_member(json, "until", to_rfc3339(*acknowledgement.until));
    write_member(json, "at", to_rfc3339(acknowledgement.at));
    write_member(json, "author", acknowledgement.author);
    write_member(json, "comment", acknowledgement.comment);
    json.end_object();
    return text;
}

Result<Acknowledgement> parse_acknowledgement(std::string_view json) {
    using Need = event::Members::Need;
    auto object = kept_object(json);
    if (!object) return object.error();
    event::Members members{*std::move(object)};
    Acknowledgement acknowledgement;
    acknowledgement.fingerprint = members.text("fingerprint", Need::required);
    if (members.has("until")) acknowledgement.until = members.time("until");
    acknowledgement.at = members.time("at", Need::required);
    acknowledgement.author = members.text("author");
    acknowledgement.comment = members.text("comment");
    if (!members.problem().empty()) return damaged(members.problem());
    return acknowledgement;
}

}  // namespace logbeam::alert
