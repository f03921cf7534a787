#include "hub/departures.hpp"

#include "base/ids.hpp"
#include "event/json_text.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::hub {
namespace {

constexpr std::size_t longest_client = 200;  // beside the broker's name, within what a header holds
constexpr std::size_t full_bytes = 256 * 1024;
constexpr std::size_t most_kinds = 256;  // of one publisher
constexpr std::string_view own_source = "logbeam";

// What a string of JSON says, given without its quotes.
std::string plain(std::string_view escaped) {
    if (escaped.find('\\') == std::string_view::npos) return std::string{escaped};
    std::string scratch;
    return std::string{event::unquoted('"' + std::string{escaped} + '"', scratch)};
}

Error no_room() {
    return {ErrorCode::limit_reached, "NATS does not take what waits here; try again later"};
}

bool fits_into_a_name(std::string_view client) noexcept {
    return client.size() <= longest_client &&
           std::all_of(client.begin(), client.end(), [](char c) { return c > ' ' && c < 0x7f && c != behind_client; });
}

}  // namespace

Departures::Departures(IngestLimits limits, TopicTable& topics, Counters& counters, std::string broker)
    : check_{limits}, topics_{topics}, counters_{counters}, broker_{std::move(broker)} {}

Result<TakenBatch> Departures::take_batch(std::string_view bytes, const Sender& sender) {
    if (room_ == Room::none) return no_room();
    const auto decoded = decoder_.decode(bytes);
    if (!decoded) {
        ++counters_.refused_batches;
        return decoded.error();
    }
    const wire::BatchView& batch = **decoded;
    TakenBatch taken;
    taken.publisher = batch.publisher;
    taken.through = batch.last;
    if (batch.last <= taken_.held(batch.publisher)) {
        counters_.duplicates += batch.events.size();
        return taken;
    }
    (void)taken_.judge(batch.publisher, batch.first, batch.last);
    std::vector<bool> refused(batch.events.size());
    kinds_.begin_batch();
    for (std::size_t index = 0; index < batch.events.size(); ++index) {
        const auto checked = check(batch, batch.events[index], sender);
        if (checked) {
            ++taken.accepted;
            continue;
        }
        ++counters_.refused_events;
        refused[index] = true;
        if (taken.refused++ == 0) taken.first_refusal = checked.error();
    }
    std::string forwarded = taken.refused == 0 ? std::string{bytes} : without_refused(batch, refused);
    parcels_.push_back({std::move(forwarded), std::string{batch.publisher}, batch.first, batch.last, taken.accepted});
    return taken;
}

Result<void> Departures::check(const wire::BatchView& batch, const wire::EventView& event, const Sender& sender) {
    if (const auto kind = kinds_.find(batch, event, topics_); !kind) return kind.error();
    if (auto allowed = check_right(sender, event.topic); !allowed) return allowed;
    const auto data = check_.data_of(event);
    return data ? Result<void>{} : data.error();
}

// The numbers of those that stay behind become holes, so that they are accounted for.
std::string Departures::without_refused(const wire::BatchView& batch, const std::vector<bool>& refused) const {
    wire::BatchBuilder builder{std::string{batch.publisher}};
    auto hole = batch.holes.begin();
    const auto add_holes_before = [&](std::uint64_t counter) {
        for (; hole != batch.holes.end() && hole->first < counter; ++hole)
            builder.add_hole(*hole);
    };
    for (std::size_t index = 0; index < batch.events.size(); ++index) {
        const wire::EventView& event = batch.events[index];
        add_holes_before(event.counter);
        if (refused[index]) {
            builder.add_hole({event.counter, 1, DropReason::filtered, {}});
            continue;
        }
        wire::EventKind kind{std::string{event.topic}, std::string{event.type}, std::string{event.source},
                             std::string{event.metadata}};
        builder.add(event.counter, kind, event.level, event.time, event.data, event.own_id);
    }
    add_holes_before(UINT64_MAX);
    std::string bytes = builder.seal();
    if (batch.recovered) wire::mark_recovered(bytes);
    return bytes;
}

Result<TakenEvent> Departures::take_event(std::string_view json, const Sender& sender, Timestamp now) {
    if (room_ != Room::plenty) return no_room();
    const auto draft = check_.read(json, sender, now);
    if (draft) return add(*draft, sender);
    ++counters_.refused_events;
    return draft.error();
}

void Departures::tell(std::string_view topic, std::string_view type, std::string_view data, Timestamp time,
                      std::string_view id) {
    Draft draft;
    draft.envelope.id = id;
    draft.envelope.type = type;
    draft.envelope.source = own_source;
    draft.envelope.data = data;
    draft.topic = topic;
    draft.time = time;
    (void)add(draft, Sender{});
}

TakenEvent Departures::add(const Draft& draft, const Sender& sender) {
    const Envelope& envelope = draft.envelope;
    const auto entry = publisher_of(sender.client_id);
    Publisher& publisher = entry->second;
    const std::string type = envelope.type.empty() ? "event" : plain(envelope.type);
    std::string source = plain(envelope.source);
    if (source.empty()) source = sender.source.empty() ? sender.client_id : sender.source;
    if (source.empty()) source = own_source;
    if (publisher.kinds.size() >= most_kinds) publisher.kinds.clear();
    std::string key;
    for (const std::string_view part :
         {draft.topic, std::string_view{type}, std::string_view{source}, envelope.metadata})
        key.append(part).push_back('\0');
    wire::EventKind& kind =
        publisher.kinds
            .try_emplace(std::move(key), wire::EventKind{std::string{draft.topic}, type, std::move(source),
                                                         std::string{envelope.metadata}})
            .first->second;
    if (publisher.builder.empty()) open_.push_back(entry);
    TakenEvent taken{0, std::string{envelope.id}};
    if (taken.id.empty()) taken.id = base::event_id(broker_, ++own_ids_);
    publisher.builder.add(++publisher.last, kind, envelope.level, draft.time,
                          envelope.data.empty() ? std::string_view{"{}"} : envelope.data,
                          envelope.id.empty() ? taken.id : plain(envelope.id));
    if (publisher.builder.bytes() >= full_bytes) seal(entry);
    return taken;
}

Departures::Publishers::iterator Departures::publisher_of(std::string_view client) {
    const bool is_known_by_name = fits_into_a_name(client) && publishers_.size() < most_publishers;
    const std::string name = std::string{is_known_by_name ? client : std::string_view{}} + behind_client + broker_;
    return publishers_.try_emplace(name, name).first;
}

void Departures::seal(Publishers::iterator publisher) {
    wire::BatchBuilder& builder = publisher->second.builder;
    Parcel parcel{{}, publisher->first, builder.first(), builder.last(), builder.events()};
    parcel.bytes = builder.seal();
    parcels_.push_back(std::move(parcel));
    open_.erase(std::find(open_.begin(), open_.end(), publisher));
}

std::vector<Parcel> Departures::take() {
    while (!open_.empty())
        seal(open_.front());
    return std::exchange(parcels_, {});
}

}  // namespace logbeam::hub
