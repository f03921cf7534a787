#include "cli/shared_options.hpp"

#include <logbeam/topic.hpp>

#include <CLI/CLI.hpp>

namespace logbeam::cli {

void add_target(CLI::App& command, Target& target) {
    command.add_option("--url", target.url, "The broker, as ws://host:port")
        ->envname("LOGBEAM_URL")
        ->capture_default_str();
    command.add_option("--token", target.token, "What it lets you in with")->envname("LOGBEAM_TOKEN");
}

void add_query_words(CLI::App& command, std::vector<std::string>& words) {
    command.add_option("query", words, "Only events that it matches, such as level>=warn city:Berlin")
        ->type_name("QUERY");
}

std::string refuse_non_pattern(const std::string& text) {
    const auto pattern = TopicPattern::parse(text);
    if (pattern) return {};
    return "'" + text + "' is no topic pattern; write topics such as logs.orders, logs.* or '>' (" +
           pattern.error().detail + ")";
}

}  // namespace logbeam::cli
