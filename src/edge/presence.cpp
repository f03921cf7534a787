#include "edge/presence.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

namespace logbeam::edge {
namespace {

class Digest {
public:
    template <class T>
    void add(const T& value) {
        digest_ = digest_ * 31 + std::hash<T>{}(value);
    }
    [[nodiscard]] std::size_t value() const noexcept { return digest_; }

private:
    std::size_t digest_ = 17;
};

}  // namespace

Presence::Presence(transport::MessagePort& port, Clock& clock, Settings settings, const hub::Registry& clients,
                   std::function<hub::EdgeInfo()> status)
    : port_{port},
      clock_{clock},
      settings_{std::move(settings)},
      registry_{clients},
      status_{std::move(status)},
      subscription_{port_.subscribe(subject, {}, [this](const transport::Mail& mail) { take(mail.body); })} {}

Presence::~Presence() {
    port_.unsubscribe(subscription_);
}

void Presence::on_open() {
    due_ = {};
}

hub::EdgeInfo Presence::own() const {
    hub::EdgeInfo status = status_();
    status.id = settings_.edge;
    status.clients = registry_.clients().size();
    return status;
}

void Presence::tick() {
    const Time now = clock_.steady_now();
    forget_silent(now);
    if (!port_.is_open() || now < not_before_) return;
    const hub::EdgeInfo status = own();
    const std::size_t digest_now = digest(status);
    if (now < due_ && digest_now == told_digest_) return;
    told_digest_ = digest_now;
    tell(status, now);
}

void Presence::tell(const hub::EdgeInfo& status, Time now) {
    ReportLimits limits = settings_.limits;
    limits.part_bytes = std::min(limits.part_bytes, port_.max_payload());
    std::size_t bytes = 0;
    for (const std::string& body : encode_report(status, registry_, ++reports_, limits)) {
        bytes += body.size();
        (void)port_.publish({.subject = subject, .body = body});
    }
    ++counts_.told;
    const std::chrono::milliseconds pause{bytes * 1'000 / settings_.bytes_per_second};
    not_before_ = now + std::max(settings_.at_most_every, pause);
    due_ = now + settings_.tell_every;
}

void Presence::say_goodbye() {
    (void)port_.publish({.subject = subject, .body = encode_goodbye(settings_.edge)});
}

void Presence::take(std::string_view body) {
    auto report = parse_edge_report(body);
    if (!report) {
        ++counts_.malformed;
        return;
    }
    const std::string& id = report->status.id;
    if (id == settings_.edge) return;
    ++counts_.heard;
    auto known = others_.find(id);
    if (report->is_goodbye) {
        if (known != others_.end()) others_.erase(known);
        return;
    }
    if (known == others_.end()) {
        if (others_.size() >= settings_.edges) {
            ++counts_.without_room;
            return;
        }
        known = others_.emplace(id, Other{}).first;
        due_ = {};  // one that is new does not know this edge either
    }
    known->second.last_heard = clock_.steady_now();
    take_part(known->second, std::move(*report));
}

// The clients of the last whole report stand until the next one is whole.
void Presence::take_part(Other& other, EdgeReport report) const {
    if (other.number != report.number) {
        other.number = report.number;
        other.parts.clear();
        other.coming.clear();
    }
    other.status = std::move(report.status);
    if (!other.parts.insert(report.part).second) return;
    const std::size_t room = settings_.limits.clients - std::min(settings_.limits.clients, other.coming.size());
    const auto end = report.clients.begin() + static_cast<std::ptrdiff_t>(std::min(room, report.clients.size()));
    std::move(report.clients.begin(), end, std::back_inserter(other.coming));
    if (other.parts.size() < report.parts) return;
    other.clients = std::exchange(other.coming, {});
}

void Presence::forget_silent(Time now) {
    std::erase_if(others_, [&](const auto& each) { return now - each.second.last_heard >= settings_.forget_after; });
}

void Presence::for_each_other(
    const std::function<void(const hub::EdgeInfo& edge, const std::vector<hub::Client>& clients)>& take) const {
    for (const auto& [id, other] : others_)
        take(other.status, other.clients);
}

// Of what is worth telling before it is due; counts and rates are not.
std::size_t Presence::digest(const hub::EdgeInfo& status) const {
    Digest digest;
    digest.add(status.is_caught_up);
    digest.add(status.leads);
    for (const auto& [session, client] : registry_.clients()) {
        digest.add(session);
        digest.add(client.id);
        digest.add(client.user);
        for (const std::string& topic : client.topics)
            digest.add(topic);
    }
    return digest.value();
}

}  // namespace logbeam::edge
