#pragma once

#include <logbeam/result.hpp>

#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// YAML files read strictly: what is not understood is an error that names file and line.
namespace logbeam::yaml {

// "64MiB", "512 KiB", "100000"; "10s", "250ms", "5m", "2h". Nothing but the text.
[[nodiscard]] Result<std::uint64_t> parse_bytes(std::string_view text);
[[nodiscard]] Result<std::chrono::milliseconds> parse_duration(std::string_view text);

// The one of `known` that is written most alike; empty when none is.
[[nodiscard]] std::string_view closest(std::string_view word, const std::vector<std::string_view>& known);

// One mapping of a file. Remembers the first problem, so that the reading code need not ask after each member. The
// getters leave `into` alone when the key is absent. Unsynchronised.
class Reader {
public:
    // Of a whole file. An empty file is an empty mapping.
    [[nodiscard]] static Result<Reader> open(const std::string& path);
    [[nodiscard]] static Result<Reader> parse(const std::string& text, const std::string& path);  // as errors name it

    void text(std::string_view key, std::string& into);
    void texts(std::string_view key, std::vector<std::string>& into);                    // a list, or one text
    void texts_by_name(std::string_view key, std::map<std::string, std::string>& into);  // a mapping
    void flag(std::string_view key, bool& into);
    void number(std::string_view key, std::uint64_t& into);
    void decimal(std::string_view key, double& into);  // finite
    void bytes(std::string_view key, std::uint64_t& into);
    void duration(std::string_view key, std::chrono::milliseconds& into);

    // A mapping, or a list of mappings; not called when the key is absent.
    void section(std::string_view key, const std::function<void(Reader& section)>& read);
    void sections(std::string_view key, const std::function<void(Reader& section)>& read);

    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] bool has_section(std::string_view key) const;  // and it is a mapping
    [[nodiscard]] std::size_t line() const;                      // where it begins
    [[nodiscard]] std::string source() const;                    // in one spelling: equal where the same is written

    // A problem that the caller found with this key's value; kept unless there was one before.
    void reject(std::string_view key, std::string_view problem);

    // After all keys were asked for: the first problem, or a key that nobody asked for.
    [[nodiscard]] Result<void> finish();

private:
    Reader(std::string path, const YAML::Node& map) : path_{std::move(path)}, map_{map} {}

    [[nodiscard]] YAML::Node find(std::string_view key);
    void read_section(const YAML::Node& node, const std::function<void(Reader& section)>& read);
    template <class Value, class Parse>
    void parsed(std::string_view key, Value& into, Parse read);
    void fail(const YAML::Node& node, std::string_view problem);
    void adopt(const Reader& inner);
    void check_keys();

    std::string path_;
    YAML::Node map_;
    std::vector<std::string_view> known_;
    std::string problem_;
};

}  // namespace logbeam::yaml
