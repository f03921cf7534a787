#include "http/template_key.hpp"

#include "event/json_text.hpp"
#include "event/template.hpp"

namespace logbeam::http {
namespace {

// Of a canonical text, in which these stand once in front of anything that a publisher wrote freely.
std::string_view type_of(std::string_view event) noexcept {
    constexpr std::string_view key = R"(,"type":)";
    const std::size_t at = event.find(key) + key.size();
    return event.substr(at, event.find(R"(,"source":)", at) - at);
}

std::string_view data_of(std::string_view event) noexcept {
    const std::size_t seq_at = event.find(R"(,"seq":)");
    const std::size_t at = event.find(R"(,"data":)", seq_at) + std::string_view{R"(,"data":)"}.size();
    if (event[at] != '{') return {};
    return event.substr(at, event::container_bytes(event.substr(at)));
}

}  // namespace

TemplateReader::Members TemplateReader::members_of(std::string_view data) {
    Members found;
    if (data.empty()) return found;
    scratch_.clear();
    scratch_.reserve(data.size());  // views into it stay
    event::for_each_member(data, [&](std::string_view key, std::string_view value) {
        if (key == R"("template_guessed")") found.is_guessed = value == "true";
        if (value.front() != '"') return;
        if (key == R"("template")") found.given = event::unquoted(value, scratch_);
        if (key == R"("site")") found.site = event::unquoted(value, scratch_);
        if (key == R"("message")") found.message = event::unquoted(value, scratch_);
    });
    return found;
}

TemplateKey TemplateReader::read(std::string_view event) {
    using Origin = TemplateKey::Origin;
    const Members members = members_of(data_of(event));
    if (!members.given.empty()) return {members.is_guessed ? Origin::guessed : Origin::given, members.given};
    if (!members.site.empty()) return {Origin::site, members.site};
    if (!members.message.empty()) {
        event::extract_pairs(members.message, pairs_);
        event::guess_template(members.message, pairs_, guess_);
        return {Origin::guessed, guess_};
    }
    scratch_.clear();
    return {Origin::type, event::unquoted(type_of(event), scratch_)};
}

}  // namespace logbeam::http
