#pragma once

#include "alert/group_message.hpp"
#include "alert/route.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// Who is left out of a message at the moment when it is sent: silenced, held back by another, acknowledged.
using IsMuted = std::function<bool(const Standing& alert)>;

// Alerts of one route that are told together, and when. News of it is told `wait` after it came, but not before `interval`
// is over since the message before. News that is muted waits until it is muted no more; of an alert that nobody was told
// of, and which is over by then, nothing is said. Unsynchronised.
class AlertGroup {
public:
    struct Member {
        Standing alert;
        bool is_news = true;   // its state was not told
        bool is_told = false;  // as firing
    };
    // All but the members.
    struct Course {
        std::uint64_t opened = 0;         // tells groups of the same fields apart that come one after the other
        std::uint64_t number = 0;         // of messages so far
        std::optional<Timestamp> due{};   // when it is to be looked at
        std::optional<Timestamp> sent{};  // the last message
        bool has_left_out = false;        // news, when it was looked at
        std::uint64_t refused = 0;        // alerts that fired since then, for which there was no room
    };
    struct Kept {
        std::string route;
        Course course;
        std::vector<Member> members;
    };

    // `route` outlives it. Without values it is what all else of a route is in.
    AlertGroup(const Route& route, std::optional<std::vector<std::string>> values, Course course);

    [[nodiscard]] bool knows(const std::string& fingerprint) const { return members_.contains(fingerprint); }
    [[nodiscard]] const Route& route() const noexcept { return route_; }
    [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }
    [[nodiscard]] bool is_over() const noexcept { return members_.empty() && course_.refused == 0; }

    void take(const Standing& alert, Timestamp now);
    void refuse(Timestamp now);
    void adopt(Member member, std::optional<Timestamp> due);  // one that was kept, and when its group was due
    // Those that fire and do not stand any more are resolved.
    void end_others(const std::function<bool(const std::string& fingerprint)>& stands, Timestamp now);

    // Called when it is due. What it has to say, if anything; those that are over are forgotten.
    [[nodiscard]] std::optional<GroupMessage> look(Timestamp now, const IsMuted& is_muted);
    [[nodiscard]] std::optional<Timestamp> due() const noexcept { return course_.due; }
    // What was muted may be no more: it is due as soon as it may send.
    void look_again(Timestamp now);
    [[nodiscard]] bool has_left_out() const noexcept { return course_.has_left_out; }

    [[nodiscard]] std::string to_json() const;
    [[nodiscard]] static Result<Kept> parse(std::string_view json);

private:
    using Listed = std::vector<Member*>;

    void hear_news(Timestamp now);
    [[nodiscard]] Timestamp earliest(Timestamp now) const;
    void set_no_later(Timestamp due) { course_.due = std::min(course_.due.value_or(due), due); }
    [[nodiscard]] Listed unmuted(const IsMuted& is_muted);
    [[nodiscard]] bool is_worth_a_message(const Listed& listed, Timestamp now) const;
    [[nodiscard]] bool is_repeat_due(Timestamp now) const;
    [[nodiscard]] GroupMessage message_of(const Listed& listed, Timestamp now);
    void forget_told(const Listed& listed);
    void set_next_look(Timestamp now);
    [[nodiscard]] std::string id() const;

    const Route& route_;
    std::optional<std::vector<std::string>> values_;
    Course course_;
    std::map<std::string, Member> members_;  // by fingerprint
};

}  // namespace logbeam::alert
