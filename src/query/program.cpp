#include "query/program.hpp"

#include "query/need_of.hpp"
#include "query/parser.hpp"
#include "query/print.hpp"
#include "query/test.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace logbeam::query {
namespace {

// One question, and where to go on from its answer.
struct Step {
    std::unique_ptr<const Test> test;
    std::uint32_t if_true = 0;
    std::uint32_t if_false = 0;
};

constexpr std::uint32_t matched = UINT32_MAX;
constexpr std::uint32_t not_matched = UINT32_MAX - 1;

Cost cost_of_tree(const Node& node) {
    if (node.kind == Node::Kind::term) return cost_of(node.term);
    auto cost = Cost::known_beforehand;
    for (const Node& part : node.parts) {
        cost = std::max(cost, cost_of_tree(part));
    }
    return cost;
}

// From the one to ask last to the one to ask first, which is a cheap one.
std::vector<const Node*> from_last_to_first(const std::vector<Node>& parts) {
    std::vector<std::pair<Cost, const Node*>> costs;
    costs.reserve(parts.size());
    for (const Node& part : parts) {
        costs.emplace_back(cost_of_tree(part), &part);
    }
    std::stable_sort(costs.begin(), costs.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<const Node*> nodes(costs.size());
    std::transform(costs.rbegin(), costs.rend(), nodes.begin(), [](const auto& each) { return each.second; });
    return nodes;
}

// Steps that answer a query, short-circuited: AND, OR and NOT are nothing but where the steps lead.
class Steps {
public:
    explicit Steps(const Node& query) : first_{add(query, matched, not_matched)} {}

    [[nodiscard]] const PathSet& paths() const noexcept { return paths_; }

    [[nodiscard]] bool hold(Reading& reading) const {
        std::uint32_t at = first_;
        while (at < not_matched) {
            const Step& step = steps_[at];
            at = step.test->holds(reading) ? step.if_true : step.if_false;
        }
        return at == matched;
    }

private:
    // Written from the last to the first, so that every step knows the one behind it. Returns where to begin.
    std::uint32_t add(const Node& node, std::uint32_t if_true, std::uint32_t if_false) {
        switch (node.kind) {
            case Node::Kind::everything: return if_true;
            case Node::Kind::term: return add_test(node.term, if_true, if_false);
            case Node::Kind::none_of: return add(node.parts.front(), if_false, if_true);
            case Node::Kind::all_of:
            case Node::Kind::any_of: break;
        }
        const bool is_all = node.kind == Node::Kind::all_of;
        auto next = is_all ? if_true : if_false;
        for (const Node* part : from_last_to_first(node.parts)) {
            next = is_all ? add(*part, next, if_false) : add(*part, if_true, next);
        }
        return next;
    }

    std::uint32_t add_test(const Term& term, std::uint32_t if_true, std::uint32_t if_false) {
        steps_.push_back({make_test(term, paths_), if_true, if_false});
        return static_cast<std::uint32_t>(steps_.size() - 1);
    }

    std::vector<Step> steps_;
    PathSet paths_;
    std::uint32_t first_;
};

// What stands in front of `data` and is not known beforehand.
bool reads_head(const PathSet& paths) noexcept {
    return paths.has("id") || paths.has("type") || paths.has("source");
}

class CompiledQuery final : public Program {
public:
    explicit CompiledQuery(const Node& query)
        : steps_{query},
          text_{print(query)},
          need_{need_of(query)},
          is_everything_{query.kind == Node::Kind::everything},
          reads_head_{reads_head(steps_.paths())} {}

    bool matches(const Subject& subject) const override {
        if (is_everything_) return true;
        Reading reading{subject, steps_.paths(), reads_head_ ? head_at : subject.data_at};
        return steps_.hold(reading);
    }

    const std::string& text() const noexcept override { return text_; }
    const Need& need() const noexcept override { return need_; }
    bool is_everything() const noexcept override { return is_everything_; }

private:
    Steps steps_;
    std::string text_;
    Need need_;
    bool is_everything_;
    bool reads_head_;
};

}  // namespace

Result<std::shared_ptr<const Program>> Program::compile(std::string_view text, Timestamp now,
                                                        const QueryLimits& limits) {
    const auto query = parse(text, now, limits);
    if (!query) return query.error();
    return std::shared_ptr<const Program>{std::make_shared<const CompiledQuery>(*query)};
}

}  // namespace logbeam::query
