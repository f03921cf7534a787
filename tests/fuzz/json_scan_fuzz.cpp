#include "fuzz/require.hpp"
#include "json/scan.hpp"
#include "json/utf8.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <string>

using namespace logbeam;
using fuzz::require;

namespace {

// Checking and building agree, and what was built reads back the same.
void read(std::string_view text) {
    const auto value = Value::parse(text);
    require(value.ok() == json::check(text).ok());
    if (!value) return;
    require(json::is_utf8(text));
    const auto written = value->to_json();
    const auto again = Value::parse(written);
    require(again.ok() && *again == *value && again->to_json() == written);
}

// Any bytes become a valid string, valid ones unchanged.
void write(std::string_view text) {
    std::string out;
    JsonWriter json{out};
    json.string(text);
    const auto value = Value::parse(out);
    require(value.ok() && value->as_string() != nullptr);
    require((json.replaced() == 0) == json::is_utf8(text));
    require(json.replaced() > 0 || *value->as_string() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    read(fuzz::text_of(data, size));
    write(fuzz::text_of(data, size));
    return 0;
}
