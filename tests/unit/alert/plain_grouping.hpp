#pragma once

#include "alert/route.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace logbeam::alert {

// What Grouping is to find, in the plainest way: every second everything is asked. Alerts are called by one letter, seconds
// are numbers.
class PlainGrouping {
public:
    explicit PlainGrouping(const Route& route)
        : wait_{route.how.wait / std::chrono::seconds{1}},
          interval_{route.how.interval / std::chrono::seconds{1}},
          repeat_{route.how.repeat / std::chrono::seconds{1}} {}

    void take(const std::string& group, char alert, bool fires, long now) {
        if (!fires && find(group, alert) == nullptr) return;
        Alert* known = find(group, alert);
        if (known == nullptr) known = &groups_[group].alerts.emplace_back(Alert{alert, now, !fires});
        if (known->fires == fires) return;
        *known = {alert, now, fires, true, known->is_told};
        Group& in = groups_[group];
        in.looks.insert(std::max(now + wait_, in.sent ? *in.sent + interval_ : 0));
    }

    void look_again(long now) {
        for (auto& [name, group] : groups_) {
            if (group.has_left_out) group.looks.insert(std::max(now, group.sent ? *group.sent + interval_ : 0));
        }
    }

    // What is sent in this second, one text for a group, in order.
    std::vector<std::string> second(long now, const std::set<char>& muted) {
        std::vector<std::string> lines;
        for (auto& [name, group] : groups_) {
            if (group.looks.empty() || *group.looks.begin() > now) continue;
            if (auto line = look(group, now, muted); !line.empty()) lines.push_back(std::to_string(now) + line);
        }
        std::erase_if(groups_, [](const auto& each) { return each.second.alerts.empty(); });
        std::sort(lines.begin(), lines.end());
        return lines;
    }

private:
    struct Alert {
        char name = 0;
        long at = 0;
        bool fires = false;
        bool is_news = false;
        bool is_told = false;
    };
    struct Group {
        std::vector<Alert> alerts;
        std::set<long> looks;
        std::optional<long> sent;
        bool has_left_out = false;
    };

    Alert* find(const std::string& group, char name) {
        auto& alerts = groups_[group].alerts;
        const auto found =
            std::find_if(alerts.begin(), alerts.end(), [name](const Alert& each) { return each.name == name; });
        return found == alerts.end() ? nullptr : &*found;
    }

    std::string look(Group& group, long now, const std::set<char>& muted) const {
        const auto is_muted = [&muted](const Alert& each) { return muted.contains(each.name); };
        std::erase_if(group.alerts, [&](const Alert& each) { return is_muted(each) && !each.fires && !each.is_told; });
        const bool is_reminder = repeat_ > 0 && group.sent && *group.sent + repeat_ <= now;
        const bool is_worth_it = std::any_of(group.alerts.begin(), group.alerts.end(), [&](const Alert& each) {
            return !is_muted(each) && (each.is_news || is_reminder);
        });
        std::string line = is_worth_it ? tell(group, muted) : "";
        if (is_worth_it) group.sent = now;
        plan(group, now);
        return line;
    }

    static std::string tell(Group& group, const std::set<char>& muted) {
        std::sort(group.alerts.begin(), group.alerts.end(), [](const Alert& left, const Alert& right) {
            return left.at != right.at ? left.at < right.at : left.name < right.name;
        });
        std::string firing;
        std::string resolved;
        bool has_news = false;
        for (Alert& each : group.alerts) {
            if (muted.contains(each.name)) continue;
            (each.fires ? firing : resolved).append(" ").append(1, each.name);
            has_news |= each.is_news;
            each.is_told = true;
            each.is_news = false;
        }
        std::erase_if(group.alerts, [&](const Alert& each) { return !each.fires && !muted.contains(each.name); });
        return std::string{has_news ? "" : " again"} + (firing.empty() ? "" : " firing" + firing) +
               (resolved.empty() ? "" : " resolved" + resolved);
    }

    void plan(Group& group, long now) const {
        group.looks.clear();
        group.has_left_out =
            std::any_of(group.alerts.begin(), group.alerts.end(), [](const Alert& each) { return each.is_news; });
        if (group.has_left_out) group.looks.insert(now + interval_);
        if (repeat_ == 0 || !group.sent) return;
        group.looks.insert(*group.sent + repeat_ > now ? *group.sent + repeat_ : now + interval_);
    }

    long wait_;
    long interval_;
    long repeat_;
    std::map<std::string, Group> groups_;
};

}  // namespace logbeam::alert
