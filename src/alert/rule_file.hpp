#pragma once

#include "alert/rule.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// YAML files of rules, as docs/alerts.md has them.
namespace logbeam::alert {

struct RuleLimits {
    std::size_t file_bytes = std::size_t{4} << 20U;
    std::size_t rules = 10'000;  // in all files together
};

// The rules of one file, or the first thing that is wrong in it: what was expected, in which file and line. `path` is what
// errors call it.
[[nodiscard]] Result<std::vector<Rule>> parse_rules(const std::string& text, const std::string& path, Timestamp now);

// One rule alone: the mapping that is one of such a list.
[[nodiscard]] Result<Rule> parse_rule(const std::string& text, const std::string& path, Timestamp now);

// Either of them: a file's content, or one rule.
[[nodiscard]] Result<std::vector<Rule>> parse_some_rules(const std::string& text, const std::string& path,
                                                         Timestamp now);

// Whether rules go together: no two have one name, and composites name others that there are, none of which names them.
[[nodiscard]] Result<void> check_together(const std::vector<Rule>& rules);

// Where rules are: in a directory or a file (empty: nowhere), and single ones in the program that the broker is a part of.
struct RuleSources {
    RuleSources(std::string its_path = {}, std::vector<std::string> its_single = {})
        : path{std::move(its_path)}, single{std::move(its_single)} {}

    std::string path;
    std::vector<std::string> single;  // texts, each a mapping

    static constexpr const char* program = "program";  // what the file of those is called
};

// What a file of the directory is to hold; nothing: it is to go.
struct FileChange {
    std::string path;  // empty: none changes
    std::optional<std::string> text;
};

// All `*.yaml` and `*.yml` of a directory, in the order of their names, or of one file, then the single ones; checked
// together. With a change: as they would be after it.
[[nodiscard]] Result<std::vector<Rule>> load_rules(const RuleSources& sources, Timestamp now,
                                                   const RuleLimits& limits = {}, const FileChange& change = {});

[[nodiscard]] Result<std::string> read_rule_file(const std::string& path, const RuleLimits& limits = {});

// Another one when a file there was changed, added or removed.
[[nodiscard]] std::string stamp_of(const std::string& path);

}  // namespace logbeam::alert
