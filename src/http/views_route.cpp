#include "event/json_text.hpp"
#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "json/member.hpp"
#include "json/scan.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <utility>

namespace logbeam::http {
namespace {

using json::write_flag;
using json::write_member;

constexpr std::string_view folder = "/api/views/";
constexpr std::size_t name_bytes = 100;
constexpr std::size_t view_bytes = 16 * 1024;
constexpr std::size_t most_views = 500;
constexpr std::size_t view_depth = 32;  // it stands deeper in the list of views, which is to be read as well

// The path is UTF-8: U+0080 to U+009F are two bytes there, of which the first is C2.
bool has_control(std::string_view name) noexcept {
    for (std::size_t at = 0; at < name.size(); ++at) {
        const auto byte = static_cast<unsigned char>(name[at]);
        if (byte < 0x20 || byte == 0x7F) return true;
        if (byte == 0xC2 && at + 1 < name.size() && static_cast<unsigned char>(name[at + 1]) < 0xA0) return true;
    }
    return false;
}

Result<std::string> name_of(const Request& request) {
    auto name = request.path.substr(folder.size());
    if (name.size() > name_bytes) {
        return Error{ErrorCode::too_large, "the name of a view has at most " + std::to_string(name_bytes) + " bytes"};
    }
    if (name.empty() || has_control(name)) {
        return Error{ErrorCode::malformed_request,
                     "a view is named behind " + std::string{folder} + ", without control characters"};
    }
    // Browsers take them out of an address: their user could never remove it.
    if (name == "." || name == "..") return Error{ErrorCode::malformed_request, "a view is not named '" + name + "'"};
    return name;
}

Result<std::string> view_of(const Request& request) {
    if (!request.content_type.empty() && request.content_type != "application/json") {
        return Error{ErrorCode::unsupported_media_type,
                     "'" + std::string{request.content_type} + "' is not read here; send application/json"};
    }
    if (request.body.size() > view_bytes) {
        return Error{ErrorCode::too_large, "a view has at most " + std::to_string(view_bytes) + " bytes"};
    }
    if (auto checked = json::check(request.body, {.depth = view_depth}); !checked) return checked.error();
    const auto view = event::trim(request.body);
    if (view.front() != '{') return Error{ErrorCode::malformed_json, "a view is a JSON object"};
    std::string scratch;
    return std::string{event::compact(view, scratch)};
}

// Who asks, and for what path, that may change a view.
Result<std::string> name_to_change(const Request& request) {
    if (auto checked = check_parameters(request, {}); !checked) return checked.error();
    if (!request.rights->admin) return Error{ErrorCode::forbidden, "to save and remove views is for admins"};
    return name_of(request);
}

Result<void> check_room(const history::StateStore& state, std::string_view name) {
    const auto others = state.count_views_but(name);
    if (!others) return others.error();
    if (*others < most_views) return {};
    return Error{ErrorCode::limit_reached, std::to_string(most_views) + " views are saved; remove one of them first"};
}

Result<std::string> save(Services& services, const Request& request) {
    auto name = name_to_change(request);
    if (!name) return name;
    auto view = view_of(request);
    if (!view) return view.error();
    if (auto room = check_room(services.state, *name); !room) return room.error();
    const auto saved =
        services.state.save_view({*name, *std::move(view), request.rights->user, services.hub.clock.wall_now()});
    return saved ? name : saved.error();
}

Result<std::string> remove(Services& services, const Request& request) {
    auto name = name_to_change(request);
    if (!name) return name;
    const auto removed = services.state.remove_view(*name);
    if (!removed) return removed.error();
    return *removed ? name : Error{ErrorCode::not_found, "there is no view '" + *name + "'"};
}

Response answer_with_name(hub::Counters& counters, const Result<std::string>& name) {
    if (!name) {
        const auto code = name.error().code;
        if (code == ErrorCode::too_large || code == ErrorCode::limit_reached) ++counters.limits_reached;
        return error_answer(name.error());
    }
    std::string body;
    JsonWriter json{body};
    json.begin_object();
    write_member(json, "name", *name);
    json.end_object();
    return json_answer(std::move(body));
}

void write_view(JsonWriter& json, const history::SavedView& view) {
    json.begin_object();
    write_member(json, "name", view.name);
    json.key("view");
    json.raw(view.view);
    write_member(json, "by", view.by);
    write_member(json, "saved", to_rfc3339(view.saved));
    json.end_object();
}

}  // namespace

Response list_views(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->may_hear_anything()) {
        return error_answer({ErrorCode::forbidden, "saved views are for who may hear a topic"});
    }
    const auto views = services.state.views();
    if (!views) return error_answer(views.error());
    std::string body;
    JsonWriter json{body};
    json.begin_object();
    json.key("views");
    json.begin_array();
    for (const auto& view : *views)
        write_view(json, view);
    json.end_array();
    write_flag(json, "kept", services.state.is_kept());
    json.end_object();
    return json_answer(std::move(body));
}

Response save_view(Services& services, const Request& request) {
    return answer_with_name(services.hub.counters, save(services, request));
}

Response remove_view(Services& services, const Request& request) {
    return answer_with_name(services.hub.counters, remove(services, request));
}

}  // namespace logbeam::http
