#include "yaml/reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>

namespace logbeam::yaml {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t worth;
};

constexpr std::array byte_units{Unit{"", 1}, Unit{"B", 1}, Unit{"KiB", 1 << 10}, Unit{"MiB", 1 << 20},
                                Unit{"GiB", 1 << 30}};
constexpr std::array time_units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                                Unit{"d", 86'400'000}};

Error invalid(std::string detail) {
    return {ErrorCode::invalid_config, std::move(detail)};
}

// A whole number and one of the units, with or without a space between.
template <std::size_t count>
std::optional<std::uint64_t> parse_amount(std::string_view text, const std::array<Unit, count>& units) {
    std::uint64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{}) return std::nullopt;
    auto name = text.substr(static_cast<std::size_t>(stopped - text.data()));
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        if (number > UINT64_MAX / 2 / unit.worth) return std::nullopt;
        return number * unit.worth;
    }
    return std::nullopt;
}

Result<bool> parse_flag(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return invalid("expected true or false");
}

Result<std::uint64_t> parse_number(std::string_view text) {
    const auto number = parse_amount(text, std::array{Unit{"", 1}});
    return number ? Result<std::uint64_t>{*number} : invalid("expected a whole number, not negative");
}

Result<double> parse_decimal(std::string_view text) {
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    const bool is_number = error == std::errc{} && stopped == end && std::isfinite(number);
    return is_number ? Result<double>{number} : invalid("expected a number");
}

// Levenshtein's: how many letters are to be added, removed or changed.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = i;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < right.size(); ++j) {
            const auto changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

Result<std::uint64_t> parse_bytes(std::string_view text) {
    const auto bytes = parse_amount(text, byte_units);
    return bytes ? Result<std::uint64_t>{*bytes} : invalid("expected a size such as 64MiB, 512KiB or 100000");
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const auto amount = parse_amount(text, time_units);
    if (!amount) return invalid("expected a time such as 10s, 250ms, 5m or 2h");
    return std::chrono::milliseconds{static_cast<std::int64_t>(*amount)};
}

std::string_view closest(std::string_view word, const std::vector<std::string_view>& known) {
    std::string_view best;
    auto smallest = std::max<std::size_t>(word.size() / 3, 1) + 1;
    for (const auto each : known) {
        const auto far = distance(word, each);
        if (far < smallest) {
            smallest = far;
            best = each;
        }
    }
    return best;
}

Result<Reader> Reader::open(const std::string& path) {
    std::ifstream file{path};
    std::stringstream text;
    if (!file || !(text << file.rdbuf() || file.peek() == std::ifstream::traits_type::eof())) {
        return invalid("cannot read " + path + "; name a file that exists and is readable");
    }
    return parse(text.str(), path);
}

Result<Reader> Reader::parse(const std::string& text, const std::string& path) {
    try {
        auto root = YAML::Load(text);
        if (root.IsNull()) root = YAML::Node{YAML::NodeType::Map};
        Reader reader{path, root};
        if (!root.IsMap()) reader.fail(root, "expected a mapping: key: value");
        reader.check_keys();
        return reader;
    } catch (const YAML::Exception& failure) {
        return invalid(failure.msg + " (" + path + ":" + std::to_string(failure.mark.line + 1) + ")");
    }
}

void Reader::text(std::string_view key, std::string& into) {
    parsed(key, into, [](const std::string& text) { return Result<std::string>{text}; });
}

void Reader::texts(std::string_view key, std::vector<std::string>& into) {
    const auto node = find(key);
    if (!node) return;
    if (node.IsScalar()) {
        into = {node.Scalar()};
        return;
    }
    const bool is_list =
        node.IsSequence() && std::all_of(node.begin(), node.end(), [](const auto& each) { return each.IsScalar(); });
    if (!is_list) return fail(node, std::string{key} + ": expected a text or a list of texts");
    into.clear();
    std::transform(node.begin(), node.end(), std::back_inserter(into), [](const auto& each) { return each.Scalar(); });
}

void Reader::texts_by_name(std::string_view key, std::map<std::string, std::string>& into) {
    const auto node = find(key);
    if (!node) return;
    if (!node.IsMap()) return fail(node, std::string{key} + ": expected a mapping: name: text");
    Reader inner{path_, node};
    inner.check_keys();
    if (!inner.problem_.empty()) return adopt(inner);
    for (const auto& member : node) {
        if (!member.second.IsScalar()) return fail(member.second, std::string{key} + ": expected a text");
        into[member.first.Scalar()] = member.second.Scalar();
    }
}

void Reader::flag(std::string_view key, bool& into) {
    parsed(key, into, parse_flag);
}

void Reader::number(std::string_view key, std::uint64_t& into) {
    parsed(key, into, parse_number);
}

void Reader::decimal(std::string_view key, double& into) {
    parsed(key, into, parse_decimal);
}

void Reader::bytes(std::string_view key, std::uint64_t& into) {
    parsed(key, into, parse_bytes);
}

void Reader::duration(std::string_view key, std::chrono::milliseconds& into) {
    parsed(key, into, parse_duration);
}

void Reader::section(std::string_view key, const std::function<void(Reader& section)>& read) {
    if (const auto node = find(key)) read_section(node, read);
}

void Reader::sections(std::string_view key, const std::function<void(Reader& section)>& read) {
    const auto node = find(key);
    if (!node) return;
    if (!node.IsSequence()) return fail(node, std::string{key} + ": expected a list");
    for (const auto& each : node) {
        read_section(each, read);
    }
}

bool Reader::has(std::string_view key) const {
    return map_.IsMap() && static_cast<bool>(map_[std::string{key}]);
}

bool Reader::has_section(std::string_view key) const {
    return has(key) && map_[std::string{key}].IsMap();
}

std::size_t Reader::line() const {
    return static_cast<std::size_t>(map_.Mark().line) + 1;
}

std::string Reader::source() const {
    YAML::Emitter out;
    out << map_;
    return out.c_str();
}

void Reader::reject(std::string_view key, std::string_view problem) {
    fail(has(key) ? map_[std::string{key}] : map_, std::string{key} + ": " + std::string{problem});
}

Result<void> Reader::finish() {
    if (!map_.IsMap()) return problem_.empty() ? Result<void>{} : invalid(problem_);
    for (const auto& member : map_) {
        const auto& key = member.first.Scalar();
        if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
        const auto meant = closest(key, known_);
        fail(member.first,
             "unknown key '" + key + "'" + (meant.empty() ? "" : ", did you mean '" + std::string{meant} + "'?"));
    }
    return problem_.empty() ? Result<void>{} : invalid(problem_);
}

// A key without a value counts as absent.
YAML::Node Reader::find(std::string_view key) {
    known_.push_back(key);
    if (!has(key) || map_[std::string{key}].IsNull()) return YAML::Node{YAML::NodeType::Undefined};
    return map_[std::string{key}];
}

void Reader::read_section(const YAML::Node& node, const std::function<void(Reader& section)>& read) {
    if (!node.IsMap()) return fail(node, "expected a mapping: key: value");
    Reader inner{path_, node};
    inner.check_keys();
    read(inner);
    (void)inner.finish();
    adopt(inner);
}

void Reader::adopt(const Reader& inner) {
    if (problem_.empty()) problem_ = inner.problem_;
}

template <class Value, class Parse>
void Reader::parsed(std::string_view key, Value& into, Parse read) {
    const auto node = find(key);
    if (!node) return;
    if (!node.IsScalar()) return fail(node, std::string{key} + ": expected one value");
    auto value = read(node.Scalar());
    if (!value) return fail(node, std::string{key} + ": '" + node.Scalar() + "': " + value.error().detail);
    into = *std::move(value);
}

void Reader::fail(const YAML::Node& node, std::string_view problem) {
    if (!problem_.empty()) return;
    problem_ = std::string{problem} + " (" + path_ + ":" + std::to_string(node.Mark().line + 1) + ")";
}

// yaml-cpp keeps the first of two members with one key, and says nothing.
void Reader::check_keys() {
    if (!map_.IsMap()) return;
    std::set<std::string> seen;
    for (const auto& member : map_) {
        if (!member.first.IsScalar()) return fail(member.first, "a key is a word");
        if (!seen.insert(member.first.Scalar()).second) {
            fail(member.first, "'" + member.first.Scalar() + "' stands there twice");
        }
    }
}

}  // namespace logbeam::yaml
