#include "edge/lease.hpp"

#include "base/ids.hpp"
#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <utility>

namespace logbeam::edge {
namespace {

constexpr Lease::Time::rep never = Lease::Time::min().time_since_epoch().count();

std::string to_json(const Holder& holder) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json::write_member(json, "edge", holder.edge);
    json::write_member(json, "address", holder.address);
    json::write_member(json, "since", holder.since);
    json.end_object();
    return text;
}

// Whatever stands there, somebody has the lease.
Holder parse_holder(std::string_view text) {
    const auto value = Value::parse(text);
    const Fields* object = value ? value->as_object() : nullptr;
    if (object == nullptr) return {};
    event::Members members{*object};
    return {members.text("edge"), members.text("address"), members.text("since")};
}

}  // namespace

Lease::Lease(KeyValues& bucket, std::string key, Holder self, const Clock& clock, Observer observer, Terms terms)
    : bucket_{bucket},
      key_{std::move(key)},
      self_{std::move(self)},
      clock_{clock},
      observer_{std::move(observer)},
      terms_{terms} {}

bool Lease::is_held() const noexcept {
    return clock_.steady_now().time_since_epoch().count() < held_until_.load(std::memory_order_acquire);
}

void Lease::tick() {
    if (part_ == Part::over) return;
    // After a stop of this process, too: nothing is done on the strength of what was true before.
    if (part_ == Part::holding && !is_held()) lose();
    if (is_asking_) return;
    const Time now = clock_.steady_now();
    if (part_ == Part::watching) return may_take(now) ? write() : watch();
    if (attempt_ || now - renewed_ >= terms_.renewed_every) write();
}

bool Lease::may_take(Time now) const noexcept {
    return revision_ && (is_free_ || now - seen_ >= terms_.patience);
}

void Lease::watch() {
    is_asking_ = true;
    bucket_.get(key_, lifetime_.guard([this](const Result<Found>& found) {
        is_asking_ = false;
        if (found && part_ == Part::watching) see(*found);
    }));
}

// It is the time of the answer that counts: the holder's span began before it.
void Lease::see(const Found& found) {
    is_free_ = !found.value;
    holder_ = found.value ? std::optional{parse_holder(*found.value)} : std::nullopt;
    if (revision_ == found.revision) return;
    revision_ = found.revision;
    seen_ = clock_.steady_now();
}

// Only in place of what this one saw or wrote itself: of several that try, one succeeds. What may have been stored is
// written once more under its id, and counts from when it was sent first.
void Lease::write() {
    is_asking_ = true;
    if (!attempt_) attempt_ = Attempt{base::make_publisher_id(), clock_.steady_now()};
    if (part_ == Part::watching) since_ = to_rfc3339(clock_.wall_now());
    Write write{key_, to_json({self_.edge, self_.address, since_})};
    write.after_key_revision = revision_;
    write.id = attempt_->id;
    bucket_.write(std::move(write), lifetime_.guard([this](const Result<std::uint64_t>& written) {
        is_asking_ = false;
        hear_of(written);
    }));
}

void Lease::hear_of(const Result<std::uint64_t>& written) {
    const Attempt attempt = *attempt_;
    const bool is_unknown = !written && written.error().code != ErrorCode::refused;
    if (!is_unknown || part_ != Part::holding) attempt_.reset();
    if (part_ == Part::over) {
        if (written) revision_ = *written;
        return leave();
    }
    if (written) return hold(*written, attempt.sent);
    if (part_ == Part::holding && is_unknown) return;
    if (part_ == Part::holding) return lose();
    seen_ = clock_.steady_now();  // whoever has it now has it for a while
    is_free_ = false;
}

void Lease::hold(std::uint64_t revision, Time sent) {
    revision_ = revision;
    renewed_ = seen_ = sent;
    is_free_ = false;
    held_until_.store((sent + terms_.lasts).time_since_epoch().count(), std::memory_order_release);
    // The answer took too long, or this process was stopped meanwhile: who only watches tries again.
    if (part_ == Part::holding || !is_held()) return;
    part_ = Part::holding;
    holder_ = Holder{self_.edge, self_.address, since_};
    ++counts_.taken;
    observer_.on_taken(revision);
}

void Lease::lose() {
    part_ = Part::watching;
    held_until_.store(never, std::memory_order_release);
    holder_.reset();
    revision_.reset();
    if (!is_asking_) attempt_.reset();
    ++counts_.lost;
    observer_.on_lost();
}

void Lease::release(std::function<void()> on_done) {
    const bool was_held = std::exchange(part_, Part::over) == Part::holding;
    held_until_.store(never, std::memory_order_release);
    if (!was_held) return on_done();
    on_left_ = std::move(on_done);
    if (!is_asking_) leave();  // otherwise the answer has the revision that it takes
}

void Lease::leave() {
    if (!on_left_) return;
    const auto on_answer = [on_left = std::exchange(on_left_, {})](const Result<std::uint64_t>& /*any*/) { on_left(); };
    bucket_.remove(key_, *revision_, lifetime_.guard(on_answer));
}

}  // namespace logbeam::edge
