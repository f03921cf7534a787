#include "alert/kinds/group_map.hpp"
#include "alert/kinds/make_detector.hpp"
#include "alert/kinds/shown_value.hpp"

#include <functional>

namespace logbeam::alert {
namespace {

// The last value of a group's field: its hash, by which it is compared, and what is shown of it.
class LastValue final {
public:
    LastValue(std::string_view value, Timestamp time) : time_{time} { become(value, time); }

    void become(std::string_view value, Timestamp time) {
        hash_ = std::hash<std::string_view>{}(value);
        shown_ = alert::shown(value);
        time_ = time;
    }
    [[nodiscard]] bool is(std::string_view value) const { return hash_ == std::hash<std::string_view>{}(value); }
    [[nodiscard]] const std::string& shown() const { return shown_; }

    [[nodiscard]] Timestamp time() const { return time_; }
    void heard_at(Timestamp time) { time_ = time; }

private:
    std::uint64_t hash_ = 0;
    std::string shown_;
    Timestamp time_{};  // of the newest sighting
};

// A moment for each sighting whose value is another than that of the one before it in its group, where `from` and `to`
// allow it. What is older than the newest sighting of its group says nothing; neither does one without the field.
// Groups are not forgotten: of one that was silent for a year it is still known what it was. `max_groups` bounds them.
class ChangeDetector final : public Detector {
public:
    ChangeDetector(const Rule& rule, const Change& change) : most_groups_{rule.max_groups}, change_{change} {}

    void see(const Sighting& sighting, Timestamp, Verdicts& verdicts) override {
        const auto& value = sighting.value(0);
        if (!value) return verdicts.on_unreadable();
        const auto known = last_.find(sighting.group);
        if (known == last_.end()) {
            learn(sighting, *value, verdicts);
        } else if (sighting.time >= known->second.time()) {
            follow(known->second, sighting, *value, verdicts);
        }
    }

    void advance(Timestamp, Verdicts&) override {}
    [[nodiscard]] std::optional<Timestamp> next_due() const override { return std::nullopt; }
    [[nodiscard]] std::size_t groups() const override { return last_.size(); }

private:
    void learn(const Sighting& sighting, const std::string& value, Verdicts& verdicts) {
        if (last_.size() == most_groups_) {
            verdicts.on_overflow(sighting.group, sighting.time);
            return;
        }
        last_.try_emplace(std::string{sighting.group}, value, sighting.time);
    }

    void follow(LastValue& last, const Sighting& sighting, const std::string& value, Verdicts& verdicts) const {
        if (last.is(value)) {
            last.heard_at(sighting.time);
            return;
        }
        const bool is_asked_for = (!change_.from || last.is(*change_.from)) && (!change_.to || value == *change_.to);
        if (is_asked_for) tell(last, sighting, value, verdicts);
        last.become(value, sighting.time);
    }

    static void tell(const LastValue& last, const Sighting& sighting, const std::string& value, Verdicts& verdicts) {
        std::string detail = "was " + last.shown() + ", is ";
        detail += shown(value);
        verdicts.on_moment({sighting.group, sighting.time, 1, {sighting.ref()}, std::move(detail)});
    }

    std::size_t most_groups_;
    const Change& change_;
    GroupMap<LastValue> last_;
};

}  // namespace

std::unique_ptr<Detector> make_change(const Rule& rule, const Change& change) {
    return std::make_unique<ChangeDetector>(rule, change);
}

}  // namespace logbeam::alert
