#include "cli/level/level_table.hpp"

#include "cli/http/members.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace logbeam::cli {
namespace {

constexpr std::size_t to_the_second = 19;  // characters of an RFC 3339 time
constexpr std::string_view gap = "  ";
constexpr std::string_view nameless = "''";  // as a shell takes it

using Row = std::array<std::string, 4>;  // source, logger, level, until when

bool is_chosen(std::string_view wanted, const std::string& name) noexcept {
    return wanted.empty() || wanted == name;
}

std::string remark_on(const Value& logger) {
    const std::string until = text(member(logger, "until"));
    if (until.empty()) return {};
    return "until " + until.substr(0, to_the_second) + "Z, was " + text(member(logger, "was"));
}

std::vector<Row> rows_of(const Value& answer, const LoggerChoice& choice) {
    std::vector<Row> rows;
    for (const Value& publisher : items(member(answer, "publishers"))) {
        const std::string source = text(member(publisher, "source"));
        if (!is_chosen(choice.source, source)) continue;
        for (const Value& logger : items(member(publisher, "loggers"))) {
            const std::string name = text(member(logger, "name"));
            if (choice.logger && *choice.logger != name) continue;
            rows.push_back({source, name.empty() ? std::string{nameless} : name, text(member(logger, "level")),
                            remark_on(logger)});
        }
    }
    return rows;
}

}  // namespace

std::string level_table(const Value& answer, const LoggerChoice& choice) {
    auto rows = rows_of(answer, choice);
    std::sort(rows.begin(), rows.end());
    std::array<std::size_t, 4> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    std::string table;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column)
            line.append(row[column]).append(widths[column] - row[column].size(), ' ').append(gap);
        table.append(line, 0, line.find_last_not_of(' ') + 1).append("\n");
    }
    return table;
}

bool is_answered(const Value& answer, std::string_view source) {
    const auto& publishers = items(member(answer, "publishers"));
    return std::all_of(publishers.begin(), publishers.end(), [source](const Value& publisher) {
        return !is_chosen(source, text(member(publisher, "source"))) ||
               number(member(publisher, "answered")) >= number(member(publisher, "asked"));
    });
}

std::string logger_names(const Value& answer, std::string_view source) {
    std::set<std::string> names;
    for (const Row& row : rows_of(answer, {source, {}}))
        names.insert(row[1] == nameless ? row[1] + " (the default one)" : row[1]);
    std::string all;
    for (const std::string& name : names)
        all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

}  // namespace logbeam::cli
