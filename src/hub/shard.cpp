#include "hub/shard.hpp"

#include "hub/audience.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::hub {
namespace {

history::StoredEvent stored(const history::Burst& burst, const history::Entry& entry) noexcept {
    return {entry.seq, burst.text_of(entry), burst.topic_of(entry), entry.parts, entry.level, entry.time};
}

}  // namespace

bool wants(const std::vector<TopicPattern>& patterns, const Rights& rights, std::string_view topic) noexcept {
    const auto means = [&](const TopicPattern& each) { return each.matches(topic); };
    return std::any_of(patterns.begin(), patterns.end(), means) && rights.may_hear(topic);
}

bool Interest::wants(std::string_view topic) const noexcept {
    return hub::wants(topics, *rights, topic);
}

Reader::Reader(Shard& shard, Audience& audience, Subscriber& subscriber, wire::Lag lag)
    : shard_{shard}, audience_{audience}, subscriber_{subscriber}, lag_{lag} {
    ++audience_.users;
}

Reader::~Reader() {
    shard_.detach(*this);
    shard_.release(audience_);
}

std::uint64_t Reader::audience() const noexcept {
    return audience_.number;
}

Encoder& Reader::encoder() noexcept {
    return *audience_.encoder;
}

ReaderAccount Reader::account() const noexcept {
    const ReaderAccount& now = audience_.tally;
    ReaderAccount account;
    account.offered = now.offered - before_.offered;
    account.filtered = now.filtered - before_.filtered;
    account.sampled_out = now.sampled_out - before_.sampled_out;
    account.skipped = skipped_;
    account.pending = cursor_.events_behind();
    account.delivered = audience_.outbox.events() - events_before_ - account.pending - skipped_;
    return account;
}

const Interest& Reader::interest() const noexcept {
    return audience_.interest;
}

Shard::Shard(ShardLimits limits, std::string epoch, MakeEncoder make_encoder, TopicTable& topics, Counters& counters)
    : limits_{limits}, epoch_{std::move(epoch)}, make_encoder_{make_encoder}, topics_{topics}, counters_{counters} {}

Shard::~Shard() = default;

Result<std::unique_ptr<Reader>> Shard::open(Interest interest, Subscriber& subscriber) {
    std::string key = key_of(interest);
    auto known = audiences_.find(key);
    if (known == audiences_.end()) {
        if (audiences_.size() >= limits_.audiences) {
            ++counters_.limits_reached;
            return Error{ErrorCode::limit_reached, "the broker serves " + std::to_string(limits_.audiences) +
                                                       " different subscriptions already (limits.audiences)"};
        }
        const std::uint64_t number = next_audience_++;
        auto encoder = make_encoder_(interest.dialect, number, epoch_);
        auto audience = std::make_unique<Audience>(number, std::move(interest), std::move(encoder));
        known = audiences_.emplace(std::move(key), std::move(audience)).first;
        known->second->key = known->first;
    }
    Audience& audience = *known->second;
    return std::make_unique<Reader>(*this, audience, subscriber, audience.interest.lag);
}

void Shard::attach(Reader& reader) {
    Audience& audience = reader.audience_;
    const bool is_first = audience.readers.empty();
    reader.index_ = audience.readers.size();
    audience.readers.push_back(&reader);
    reader.cursor_.join(audience.outbox);
    reader.before_ = audience.tally;
    reader.events_before_ = audience.outbox.events();
    ++readers_;
    if (is_first) note_interest();
}

void Shard::detach(Reader& reader) noexcept {
    if (reader.index_ == SIZE_MAX) return;
    Audience& audience = reader.audience_;
    reader.cursor_.leave();
    Reader*& place = audience.readers[reader.index_];
    place = audience.readers.back();
    place->index_ = reader.index_;
    audience.readers.pop_back();
    reader.index_ = SIZE_MAX;
    --readers_;
    if (audience.readers.empty()) note_interest();
}

void Shard::note_interest() {
    ++version_;
    if (on_interest) on_interest();
}

std::vector<TopicPattern> Shard::interests() const {
    std::vector<TopicPattern> all;
    for (const auto& [key, audience] : audiences_) {
        if (!audience->readers.empty())
            all.insert(all.end(), audience->interest.topics.begin(), audience->interest.topics.end());
    }
    return all;
}

void Shard::release(Audience& audience) noexcept {
    if (--audience.users != 0) return;
    ++version_;
    std::erase(dirty_, &audience);
    audiences_.erase(audience.key);
}

void Shard::deliver(const history::Burst& burst) {
    for (const history::Entry& entry : burst.entries) {
        const Route& route = route_of(entry.topic, burst, entry);
        if (route.audiences.empty()) continue;
        const history::StoredEvent event = stored(burst, entry);
        query::Subject subject = event.subject();
        if (route.filters > 1) {
            outline_.read(subject.text, subject.data_at);
            subject.outline = &outline_;
        }
        for (Audience* audience : route.audiences) {
            ++audience->tally.offered;
            if (audience->interest.filter && !audience->interest.filter->matches(subject)) {
                ++counters_.filtered;
                ++audience->tally.filtered;
                continue;
            }
            if (!audience->sampler.keeps(entry.id_hash, entry.level)) {
                ++counters_.sampled_out;
                ++audience->tally.sampled_out;
                continue;
            }
            if (audience->chosen.empty()) encoding_.push_back(audience);
            audience->chosen.push_back(event);
        }
    }
    for (Audience* audience : encoding_) {
        counters_.deliveries += audience->chosen.size() * audience->readers.size();
        audience->encoder->events(audience->chosen, audience->outbox);
        audience->chosen.clear();
        mark_dirty(*audience);
    }
    encoding_.clear();
}

const Shard::Route& Shard::route_of(TopicId topic, const history::Burst& burst, const history::Entry& entry) {
    if (routes_.size() < topics_.size()) routes_.resize(topics_.size());
    Route& route = routes_[topic];
    if (route.version != version_ || topic == TopicTable::other) {
        route.version = version_;
        find_audiences(burst.topic_of(entry), route);
    }
    return route;
}

void Shard::find_audiences(std::string_view topic, Route& route) const {
    route.audiences.clear();
    route.filters = 0;
    for (const auto& [key, audience] : audiences_) {
        if (audience->readers.empty() || !audience->interest.wants(topic)) continue;
        route.audiences.push_back(audience.get());
        if (audience->interest.filter) ++route.filters;
    }
}

void Shard::mark_dirty(Audience& audience) {
    if (audience.is_dirty) return;
    audience.is_dirty = true;
    dirty_.push_back(&audience);
}

void Shard::flush() {
    for (Audience* audience : dirty_) {
        audience->is_dirty = false;
        for (Reader* reader : audience->readers) {
            if (reader->cursor_.has_more()) reader->subscriber_.on_frames();
        }
    }
    dirty_.clear();
    enforce_limits();
}

void Shard::enforce_limits() {
    const bool crowded = outbox_bytes() > limits_.outbox_bytes;
    if (!crowded && std::none_of(audiences_.begin(), audiences_.end(), [this](const auto& each) {
            return each.second->outbox.retained_bytes() > limits_.lag_bytes;
        })) {
        return;
    }
    for (const auto& [key, audience] : audiences_) {
        enforce(*audience, crowded ? SharedOutbox::largest_chunk : limits_.lag_bytes);
    }
}

void Shard::enforce(Audience& audience, std::size_t allowed) {
    if (audience.outbox.retained_bytes() <= allowed) return;
    for (Reader* reader : audience.readers) {
        if (reader->cursor_.bytes_behind() <= allowed) continue;
        if (reader->lag_ == wire::Lag::skip) {
            const auto skipped = reader->cursor_.skip_to_end();
            counters_.skipped += skipped.events;
            reader->skipped_ += skipped.events;
            reader->subscriber_.on_skipped(*reader, skipped);
        } else {
            ++counters_.too_slow;
            reader->cursor_.leave();
            reader->subscriber_.on_too_slow(*reader);
        }
    }
}

void Shard::tell_gap(std::string_view topic, const wire::Gap& gap) {
    for (const auto& [key, audience] : audiences_) {
        if (audience->readers.empty() || !audience->interest.wants(topic)) continue;
        audience->encoder->gap(gap, audience->outbox);
        mark_dirty(*audience);
    }
    flush();
}

void Shard::tick() {
    for (const auto& [key, audience] : audiences_) {
        if (!audience->sampler.is_on()) continue;
        const Sampled sampled = audience->sampler.tick();
        if (sampled.seen == sampled.sent || audience->readers.empty()) continue;
        audience->encoder->sampled(sampled, audience->outbox);
        mark_dirty(*audience);
    }
    flush();
}

std::vector<const Reader*> Shard::all_readers() const {
    std::vector<const Reader*> all;
    for (const auto& [key, audience] : audiences_)
        all.insert(all.end(), audience->readers.begin(), audience->readers.end());
    return all;
}

std::size_t Shard::outbox_bytes() const noexcept {
    std::size_t bytes = 0;
    for (const auto& [key, audience] : audiences_)
        bytes += audience->outbox.retained_bytes();
    return bytes;
}

}  // namespace logbeam::hub
