#include "cli/query/csv.hpp"

namespace logbeam::cli {
namespace {

void append_cell(std::string& row, std::string_view text) {
    if (!row.empty()) row += ',';
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        row += text;
        return;
    }
    row += '"';
    for (const char c : text)
        row.append(c == '"' ? 2 : 1, c);
    row += '"';
}

}  // namespace

std::string csv_row(const Event& event) {
    const auto level = event.level();
    std::string row = std::to_string(event.seq);
    append_cell(row, to_rfc3339(event.timestamp));
    append_cell(row, level ? to_string(*level) : "");
    append_cell(row, event.topic);
    append_cell(row, event.type);
    append_cell(row, event.source);
    append_cell(row, event.message());
    append_cell(row, event.id);
    append_cell(row, event.data.to_json());
    return row + "\n";
}

}  // namespace logbeam::cli
