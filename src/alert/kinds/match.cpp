#include "alert/kinds/make_detector.hpp"

namespace logbeam::alert {
namespace {

// Each sighting is a moment, of whatever group; nothing is kept.
class MatchDetector final : public Detector {
public:
    void see(const Sighting& sighting, Timestamp, Verdicts& verdicts) override {
        finding_.group = sighting.group;
        finding_.at = sighting.time;
        EventRef& event = finding_.events.front();
        event.seq = sighting.seq;
        event.time = sighting.time;
        event.id = sighting.id;
        verdicts.on_moment(finding_);
    }

    void advance(Timestamp, Verdicts&) override {}
    [[nodiscard]] std::optional<Timestamp> next_due() const override { return std::nullopt; }
    [[nodiscard]] std::size_t groups() const override { return 0; }

private:
    Finding finding_{.group = {}, .at = {}, .value = 1, .events = std::vector<EventRef>(1), .detail = {}};
};

}  // namespace

std::unique_ptr<Detector> make_match(const Rule&, const Match&) {
    return std::make_unique<MatchDetector>();
}

}  // namespace logbeam::alert
