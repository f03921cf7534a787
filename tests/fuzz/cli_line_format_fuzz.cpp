#include "cli/line_format.hpp"
#include "fuzz/require.hpp"

#include <ctime>
#include <string>

using namespace logbeam;
using fuzz::require;

namespace {

std::time_t utc(std::tm fields) {
    return ::timegm(&fields);
}

}  // namespace

// Any line is taken; nothing that is said grows, and what is plain is kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const cli::LogLine line = cli::parse_line(text, utc);
    require(line.message.size() <= text.size());
    require(line.logger.size() <= text.size());
    require(line.fields.empty() || line.form == cli::LineForm::json || line.form == cli::LineForm::logfmt);
    const bool is_clean = text.find('\x1b') == std::string_view::npos && (text.empty() || text.back() != '\r');
    require(line.form != cli::LineForm::plain || !is_clean || line.message == text);
    return 0;
}
