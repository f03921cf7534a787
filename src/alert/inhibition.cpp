#include "alert/inhibition.hpp"

#include "alert/transition.hpp"

namespace logbeam::alert {
namespace {

std::optional<std::string> key_of(const Inhibition& inhibition, const Standing& alert) {
    std::vector<std::string> values;
    for (const std::string& name : inhibition.equal) {
        const auto value = field_of(alert, name);
        if (!value) return std::nullopt;
        values.emplace_back(*value);
    }
    return group_key(values);
}

}  // namespace

Inhibitions::Inhibitions(std::vector<Inhibition> rules) {
    for (Inhibition& rule : rules)
        rules_.push_back({std::move(rule), {}});
}

bool Inhibitions::see(const Standing& alert) {
    const bool was_source = remove(alert.fingerprint);
    if (alert.state == State::resolved) return was_source;
    add(alert);
    return false;
}

void Inhibitions::add(const Standing& alert) {
    std::vector<Source> sources;
    for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
        const Inhibition& inhibition = rules_[rule].inhibition;
        if (!all_match(inhibition.source, alert)) continue;
        auto key = key_of(inhibition, alert);
        if (!key) continue;
        const bool is_target = all_match(inhibition.target, alert);
        Firing& firing = rules_[rule].firing[*key];
        ++firing.sources;
        firing.targets += is_target ? 1 : 0;
        sources.push_back({rule, *std::move(key), is_target});
    }
    if (!sources.empty()) sources_.insert_or_assign(alert.fingerprint, std::move(sources));
}

bool Inhibitions::remove(const std::string& fingerprint) {
    const auto found = sources_.find(fingerprint);
    if (found == sources_.end()) return false;
    for (const Source& source : found->second) {
        auto& firing = rules_[source.rule].firing;
        const auto place = firing.find(source.key);
        place->second.targets -= source.is_target ? 1 : 0;
        if (--place->second.sources == 0) firing.erase(place);
    }
    sources_.erase(found);
    return true;
}

bool Inhibitions::is_inhibited(const Standing& alert) const {
    for (const Kept& rule : rules_) {
        if (rule.firing.empty() || !all_match(rule.inhibition.target, alert)) continue;
        const auto key = key_of(rule.inhibition, alert);
        const auto found = key ? rule.firing.find(*key) : rule.firing.end();
        if (found == rule.firing.end()) continue;
        const bool is_source = all_match(rule.inhibition.source, alert);
        const Firing& firing = found->second;
        if (firing.sources > (is_source ? firing.targets : 0)) return true;
    }
    return false;
}

}  // namespace logbeam::alert
