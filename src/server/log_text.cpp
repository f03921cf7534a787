#include "event/value_json.hpp"
#include "server/log.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <array>

namespace logbeam::server {
namespace {

constexpr std::array reserved_names{"level", "message", "logger"};

bool is_control(char c) noexcept {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

}  // namespace

std::string log_line(const LogRecord& record, const Fields& fields) {
    constexpr std::size_t up_to_milliseconds = 23;
    auto line = to_rfc3339(record.time).substr(0, up_to_milliseconds) + "Z ";
    line.append(to_string(record.level)).append(1, ' ').append(record.message);
    for (const auto& [key, value] : fields) {
        const auto* text = value.as_string();
        line.append(1, ' ').append(key).append(1, '=').append(text != nullptr ? pair_text(*text) : value.to_json());
    }
    // A client's name may say anything: it neither begins a line of its own nor moves the terminal's cursor.
    std::replace_if(line.begin(), line.end(), is_control, '?');
    return line += '\n';
}

std::string log_data(const LogRecord& record, const Fields& fields) {
    std::string data;
    JsonWriter json{data};
    json.begin_object();
    json.key("level");
    json.string(to_string(record.level));
    json.key("message");
    json.string(record.message);
    json.key("logger");
    json.string(record.logger);
    for (const auto& [key, value] : fields) {
        const bool is_reserved = std::find(reserved_names.begin(), reserved_names.end(), key) != reserved_names.end();
        json.key(is_reserved ? key + "_" : key);
        event::write(json, value);
    }
    json.end_object();
    return data;
}

}  // namespace logbeam::server
