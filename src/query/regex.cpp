#include "query/regex.hpp"

#include "query/need_lists.hpp"
#include "query/tokens.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace logbeam::query {
namespace {

constexpr std::int64_t memory_bytes = 1 << 20;
constexpr int least_piece = 3;

RE2::Options options() {
    RE2::Options options{RE2::Quiet};
    options.set_max_mem(memory_bytes);
    return options;
}

}  // namespace

class Regex::Engine {
public:
    explicit Engine(const std::string& expression) : re2{expression, options()} {}

    RE2 re2;
};

std::optional<RegexProblem> problem_of_regex(const std::string& expression) {
    const RE2 re2{expression, options()};
    if (re2.ok()) return std::nullopt;
    const auto at = expression.find(re2.error_arg());
    return RegexProblem{at == std::string::npos ? 0 : at, "in the regular expression: " + re2.error()};
}

Regex::Regex(const std::string& expression) : engine_{std::make_unique<const Engine>(expression)} {}

Regex::~Regex() = default;

bool Regex::matches(std::string_view text) const {
    return RE2::PartialMatch({text.data(), text.size()}, engine_->re2);
}

namespace {

// RE2 folds more than ASCII: the Kelvin sign is a `k` to it and the long s an `s`, and an index knows nothing of that.
bool folds_alike(char c) noexcept {
    return static_cast<unsigned char>(c) < 128 && c != 'k' && c != 's';
}

// An expression without flags, escapes of code points and characters beyond ASCII says itself what it folds.
bool is_plain(std::string_view expression) noexcept {
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const auto rest = expression.substr(at, 2);
        if (static_cast<unsigned char>(rest[0]) >= 128) return false;
        if (rest == "(?" && expression.substr(at, 3) != "(?:") return false;
        if (rest[0] == '\\' && (rest == "\\x" || rest == "\\p" || rest == "\\P" || is_word_byte(rest.back()))) {
            if (rest != "\\d" && rest != "\\w" && rest != "\\s" && rest != "\\b") return false;
        }
        if (rest[0] == '\\') ++at;
    }
    return true;
}

bool may_be_number(std::string_view text) noexcept {
    return text.find_first_not_of("0123456789+-.e") == std::string_view::npos;
}

// The parts of an atom that stand in the folded text as they are.
std::vector<std::string> pieces_of(const std::string& atom, bool is_plain_expression) {
    std::vector<std::string> pieces(1);
    for (const char c : atom) {
        if (is_plain_expression || folds_alike(c)) {
            pieces.back() += fold(c);
        } else if (!pieces.back().empty()) {
            pieces.emplace_back();
        }
    }
    const auto is_useless = [](const std::string& piece) { return piece.size() < least_piece || may_be_number(piece); };
    pieces.erase(std::remove_if(pieces.begin(), pieces.end(), is_useless), pieces.end());
    return pieces;
}

// Whether no text that lacks this atom can match.
bool is_required(const re2::FilteredRE2& filter, std::size_t atom, std::size_t atoms) {
    std::vector<int> others;
    for (std::size_t each = 0; each < atoms; ++each) {
        if (each != atom) others.push_back(static_cast<int>(each));
    }
    std::vector<int> potentials;
    filter.AllPotentials(others, &potentials);
    return potentials.empty();
}

// Anything when there is nothing of use in the atom.
Need need_of_atom(const std::string& atom, bool is_plain_expression) {
    std::vector<Need> pieces;
    for (auto& text : pieces_of(atom, is_plain_expression)) {
        Need& piece = pieces.emplace_back();
        piece.kind = Need::Kind::piece;
        piece.text = std::move(text);
    }
    return all_of(std::move(pieces));
}

// RE2 lists them in no order.
std::vector<std::size_t> in_order(const std::vector<std::string>& atoms) {
    std::vector<std::size_t> order(atoms.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto left, auto right) { return atoms[left] < atoms[right]; });
    return order;
}

// Whether a text that has none of the atoms may match.
bool matches_without_any(const re2::FilteredRE2& filter) {
    std::vector<int> potentials;
    filter.AllPotentials({}, &potentials);
    return !potentials.empty();
}

}  // namespace

Need need_of_regex(const std::string& expression) {
    re2::FilteredRE2 filter{least_piece};
    int id = 0;
    if (filter.Add(expression, options(), &id) != RE2::NoError) return {};
    std::vector<std::string> atoms;
    filter.Compile(&atoms);
    constexpr std::size_t most_atoms = 64;  // each is tried against the others
    if (atoms.empty() || atoms.size() > most_atoms) return {};

    const bool plain = is_plain(expression);
    std::vector<Need> required;
    std::vector<Need> others;
    for (const std::size_t atom : in_order(atoms)) {
        auto& list = is_required(filter, atom, atoms.size()) ? required : others;
        list.push_back(need_of_atom(atoms[atom], plain));
    }
    const bool is_any_required = required.empty() && !matches_without_any(filter);
    return is_any_required ? any_of(std::move(others)) : all_of(std::move(required));
}

}  // namespace logbeam::query
