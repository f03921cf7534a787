#include "http/cloud_event.hpp"

#include "event/json_text.hpp"
#include "http/base64.hpp"
#include "json/scan.hpp"

#include <logbeam/json_writer.hpp>
#include <logbeam/timestamp.hpp>
#include <logbeam/topic.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace logbeam::http {
namespace {

using Attributes = std::map<std::string, std::string_view>;  // by name: JSON values as they are written

Error malformed(std::string_view name, std::string_view why) {
    return {ErrorCode::ill_typed_event, "CloudEvents " + std::string{name} + ": " + std::string{why}};
}

bool is_name_byte(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_name(std::string_view name) noexcept {
    if (name == "data_base64") return true;
    return !name.empty() && name.size() <= 20 && std::all_of(name.begin(), name.end(), is_name_byte);
}

Result<Attributes> read_attributes(std::string_view object) {
    Attributes attributes;
    Result<void> checked;
    event::for_each_member(object, [&](std::string_view quoted_name, std::string_view value) {
        std::string scratch;
        const std::string name{event::unquoted(quoted_name, scratch)};
        if (!checked) return;
        if (!is_name(name)) {
            checked = malformed("attribute '" + name + "'", "a name is 1 to 20 lower-case letters and digits");
        } else if (value == "null" && name != "data") {
            return;  // as if it were absent
        } else if (!attributes.emplace(name, value).second) {
            checked = malformed(name, "stands there twice");
        }
    });
    if (!checked) return checked.error();
    return attributes;
}

// What a string attribute says; empty when it is absent.
Result<std::string> text_of(const Attributes& attributes, const std::string& name) {
    const auto found = attributes.find(name);
    if (found == attributes.end()) return std::string{};
    if (found->second.front() != '"') return malformed(name, "expected a string");
    std::string scratch;
    std::string text{event::unquoted(found->second, scratch)};
    if (text.empty()) return malformed(name, "is empty");
    return text;
}

bool is_uri_byte(char c) noexcept {
    return c > ' ' && c != '\x7f' && std::string_view{"\"<>\\^`{|}"}.find(c) == std::string_view::npos;
}

Result<void> check_required(const Attributes& attributes) {
    for (const auto* name : {"id", "source", "type", "specversion"}) {
        const auto text = text_of(attributes, name);
        if (!text) return text.error();
        if (text->empty()) return malformed(name, "is missing");
    }
    if (attributes.at("specversion") != R"("1.0")") return malformed("specversion", R"(expected "1.0")");
    return {};
}

Result<void> check_optional(const Attributes& attributes) {
    for (const auto* name : {"datacontenttype", "dataschema", "subject", "time"}) {
        if (const auto text = text_of(attributes, name); !text) return text.error();
    }
    for (const auto* name : {"source", "dataschema"}) {
        const auto uri = text_of(attributes, name);
        if (!std::all_of(uri->begin(), uri->end(), is_uri_byte)) return malformed(name, "expected a URI");
    }
    const auto time = text_of(attributes, "time");
    if (!time->empty() && !parse_rfc3339(*time)) return malformed("time", "expected RFC 3339");
    return {};
}

Result<void> check_data(const Attributes& attributes) {
    const auto base64 = text_of(attributes, "data_base64");
    if (!base64) return base64.error();
    if (base64->empty()) return {};
    if (attributes.contains("data")) return malformed("data_base64", "stands beside data; one of them");
    return is_base64(*base64) ? Result<void>{} : malformed("data_base64", "expected base64");
}

// A string, a boolean or a whole number of 32 bits.
bool is_extension_value(std::string_view value) noexcept {
    if (value.front() == '"' || value == "true" || value == "false") return true;
    return value.find_first_not_of("-0123456789") == std::string_view::npos && value.size() <= 11;
}

constexpr std::array kept_elsewhere{"id", "source", "type", "time", "specversion", "data", "data_base64"};

bool is_kept_elsewhere(std::string_view name) noexcept {
    return std::find(kept_elsewhere.begin(), kept_elsewhere.end(), name) != kept_elsewhere.end();
}

Result<void> check_extensions(const Attributes& attributes) {
    for (const auto& [name, value] : attributes) {
        if (!is_kept_elsewhere(name) && !is_extension_value(value)) {
            return malformed(name, "expected a string, a boolean or a whole number");
        }
    }
    return {};
}

Result<Attributes> read_checked(std::string_view text) {
    if (const auto checked = json::check(text); !checked) return checked.error();
    const auto object = event::trim(text);
    if (object.front() != '{') return Error{ErrorCode::ill_typed_event, "expected a CloudEvents object"};
    auto attributes = read_attributes(object);
    if (!attributes) return attributes;
    for (const auto check : {check_required, check_optional, check_data, check_extensions}) {
        if (auto checked = check(*attributes); !checked) return checked.error();
    }
    return attributes;
}

std::string topic_of(const Attributes& attributes, std::string_view default_topic) {
    auto subject = text_of(attributes, "subject");
    if (TopicName::parse(*subject)) return *std::move(subject);
    return default_topic.empty() ? *text_of(attributes, "type") : std::string{default_topic};
}

void write_data(JsonWriter& json, const Attributes& attributes) {
    if (const auto data = attributes.find("data"); data != attributes.end()) {
        json.key("data");
        json.raw(data->second);
    }
    if (const auto base64 = attributes.find("data_base64"); base64 != attributes.end()) {
        json.key("data");
        json.begin_object();
        json.key("data_base64");
        json.raw(base64->second);
        json.end_object();
    }
}

void write_metadata(JsonWriter& json, const Attributes& attributes) {
    json.key("metadata");
    json.begin_object();
    for (const auto& [name, value] : attributes) {
        if (is_kept_elsewhere(name)) continue;
        json.key(name);
        json.raw(value);
    }
    json.end_object();
}

}  // namespace

Result<std::string> event_from_cloud(std::string_view json, std::string_view default_topic) {
    const auto attributes = read_checked(json);
    if (!attributes) return attributes.error();
    std::string event;
    JsonWriter writer{event};
    writer.begin_object();
    for (const auto* name : {"id", "type", "source"}) {
        writer.key(name);
        writer.raw(attributes->at(name));
    }
    writer.key("topic");
    writer.string(topic_of(*attributes, default_topic));
    if (const auto time = attributes->find("time"); time != attributes->end()) {
        writer.key("timestamp");
        writer.raw(time->second);
    }
    write_data(writer, *attributes);
    write_metadata(writer, *attributes);
    writer.end_object();
    return event;
}

}  // namespace logbeam::http
