#include "channel/sites.hpp"

#include "event/site.hpp"

#include <logbeam/json_writer.hpp>

namespace logbeam::channel {

namespace {

constexpr std::size_t max_sites = 65'536;

std::string write_members(std::string_view file, std::uint32_t line, std::string_view function) {
    std::string out;
    JsonWriter json{out};
    json.begin_object();
    json.key("file");
    json.string(file);
    json.key("line");
    json.unsigned_integer(line);
    if (!function.empty()) {
        json.key("function");
        json.string(function);
    }
    json.key("site");
    json.string(event::site_text(event::site_hash(file, line, function)));
    json.end_object();
    return out.substr(1, out.size() - 2);
}

}  // namespace

const std::string& Sites::members(const char* file, std::uint32_t line, const char* function) {
    if (sites_.size() >= max_sites) {
        sites_.clear();
    }
    const auto key = reinterpret_cast<std::uintptr_t>(file) * 0x9E3779B97F4A7C15U + line;
    Site& site = sites_[key];
    if (site.members.empty() || site.file != file) {
        site.file = file;
        site.members = write_members(file, line, function == nullptr ? "" : function);
    }
    return site.members;
}

}  // namespace logbeam::channel
