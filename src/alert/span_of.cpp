#include "alert/span_of.hpp"

#include <algorithm>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;

constexpr Span learned{24h};  // of what is remembered without an end

struct SpanOfKind {
    const Rule& rule;

    Span operator()(const Threshold& kind) const {
        return may_be_in_doubt(kind) ? Threshold::windows_until_forgotten * rule.within : Span{0};
    }
    Span operator()(const Absence& /*kind*/) const { return Absence::silences_until_forgotten * rule.within; }
    Span operator()(const Spike& spike) const { return spike.reference; }
    Span operator()(const Change& /*kind*/) const { return learned; }
    Span operator()(const NewValue& kind) const { return kind.forget_after.count() == 0 ? learned : kind.forget_after; }
    template <class Other>
    Span operator()(const Other& /*kind*/) const {
        return Span{0};
    }
};

}  // namespace

Span span_of(const Rule& rule) {
    return rule.within + rule.holds_for + rule.keep_firing_for + rule.lateness +
           std::visit(SpanOfKind{rule}, rule.kind);
}

Span span_of(const Engine& engine) {
    Span longest{0};
    for (const auto& judge : engine.judges())
        longest = std::max(longest, span_of(judge->rule()));
    return longest;
}

}  // namespace logbeam::alert
