#include "cli/level/level.hpp"

#include "cli/http/http_ask.hpp"
#include "cli/level/level_table.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <chrono>
#include <thread>

namespace logbeam::cli {
namespace {

using namespace std::chrono_literals;
using json::write_member;

constexpr auto patience = 3s;
constexpr auto between_looks = 20ms;
constexpr std::string_view every_logger = "*";

// Nothing: all of them.
std::optional<std::string> one_of(const LevelOptions& options) {
    return options.logger == every_logger ? std::nullopt : options.logger;
}

Value levels_of(const Target& target) {
    return http_get_json(target, "/api/levels");
}

int show(const LevelOptions& options) {
    const std::string table = level_table(levels_of(options.target), {options.source, {}});
    if (!table.empty()) return print(table) ? exit_done : exit_failed;
    const std::string named = options.source.empty() ? std::string{} : " '" + options.source + "'";
    complain("no connected program" + named +
             " lets its levels be set; programs allow it with ConnectionOptions::remote_level");
    return exit_failed;
}

std::string wish_of(const LevelOptions& options) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "source", options.source);
    if (const auto logger = one_of(options)) write_member(json, "logger", *logger);
    write_member(json, "level", options.level);
    write_member(json, "for", options.duration);
    json.end_object();
    return text;
}

// The levels once the programs have dealt with it.
Value settled(const LevelOptions& options) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
        Value levels = levels_of(options.target);
        if (is_answered(levels, options.source)) return levels;
        if (std::chrono::steady_clock::now() >= end) {
            throw Failure{Error{ErrorCode::timed_out, options.source + " was asked and has not answered yet"}};
        }
        std::this_thread::sleep_for(between_looks);
    }
}

int set(const LevelOptions& options) {
    if (auto asked = http_post(options.target, "/api/level", wish_of(options)); !asked) throw Failure{asked.error()};
    const Value levels = settled(options);
    const std::string table = level_table(levels, {options.source, one_of(options)});
    if (!table.empty()) return print(table) ? exit_done : exit_failed;
    complain(options.source + " has no logger '" + *options.logger + "'; it has " +
             logger_names(levels, options.source));
    return exit_failed;
}

}  // namespace

int run(const LevelOptions& options) {
    return options.logger ? set(options) : show(options);
}

}  // namespace logbeam::cli
