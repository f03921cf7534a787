#include "transport/nats/publisher.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace logbeam::transport {

namespace {

constexpr std::size_t max_under_way = 32 << 20;  // bytes taken and not acknowledged; the rest waits in the spool
constexpr std::size_t max_unanswered = 256;      // messages that streams have not answered
constexpr std::size_t write_at = 64 * 1024;      // bytes that go to the socket at once
constexpr std::size_t max_held = 65'536;         // publishers
constexpr std::size_t max_noted = 100;           // problems that are not told again
constexpr std::size_t header_room = 1024;
constexpr std::size_t least_body = 1024;
constexpr std::chrono::milliseconds streams_wait{2'000};
constexpr std::chrono::milliseconds streams_pause{1'000};
constexpr std::chrono::milliseconds silence_wait{30'000};  // longer than a server that is cut off counts as there
constexpr const char* stream_word = ".streams";            // of an inbox: answers about streams, and to batches
constexpr const char* list_streams = "$JS.API.STREAM.LIST";
constexpr const char* batch_word = ".batch.";

std::string_view body_of(natsMsg& message) {
    return {natsMsg_GetData(&message), static_cast<std::size_t>(natsMsg_GetDataLength(&message))};
}

std::string_view behind_last_dot(std::string_view subject) {
    return subject.substr(subject.rfind('.') + 1);
}

}  // namespace

Result<void> NatsPublisher::begin(NatsSession& session, TransportEvents& events, Time now) {
    session_ = &session;
    events_ = &events;
    outbox_.emplace();
    if (mode_ == NatsStream::ignore) {
        is_ready_ = true;
        return {};
    }
    began_at_ = now;
    may_not_ask_ = false;
    inbox_ = make_inbox();
    auto stream_answers = session.subscribe(inbox_ + stream_word);
    if (!stream_answers) return stream_answers.error();
    stream_answers_ = std::move(*stream_answers);
    auto answers = session.subscribe(inbox_ + batch_word + '*');
    if (!answers) return answers.error();
    answers_ = std::move(*answers);
    return ask_for_streams(now);
}

void NatsPublisher::end() {
    stream_answers_.reset();
    answers_.reset();
    outbox_.reset();
    streams_.clear();
    asked_at_.reset();
    wants_streams_ = false;
    is_ready_ = false;
    problems_.clear();
    noted_.clear();
    session_ = nullptr;
    events_ = nullptr;
}

bool NatsPublisher::take(const std::shared_ptr<const Batch>& batch, Time now) {
    if (!is_ready_ || outbox_->bytes() > max_under_way) return false;
    auto packets = packer_.pack(batch, longest_body(), [this](const Error& lost) { problems_.push_back(lost); });
    if (!packets) {
        // No other end would take it either: it counts as acknowledged, so that the rest goes on.
        problems_.push_back(packets.error());
        packets = std::vector<Packet>{};
    }
    outbox_->take(*batch, std::move(*packets));
    (void)send_due(now);  // what goes wrong shows in the session
    return true;
}

void NatsPublisher::hear_refusal(const Error& refusal) {
    const auto is_about = [&](const std::string& what) { return refusal.detail.find(what) != std::string::npos; };
    may_not_ask_ = may_not_ask_ || is_about(list_streams) || (!inbox_.empty() && is_about(inbox_));
}

Result<void> NatsPublisher::drive(Time now) {
    if (auto heard = hear_streams(now); !heard) return heard;
    if (wants_streams_ && !asked_at_ && now - last_asked_ >= streams_pause) {
        if (auto asked = ask_for_streams(now); !asked) return asked;
    }
    if (!is_ready_) {
        tell();
        return {};
    }
    hear_answers(now);
    if (outbox_->expire(now) > 0) {
        note({ErrorCode::timed_out, "a JetStream stream does not acknowledge; sending again"});
        wants_streams_ = true;
    }
    auto sent = send_due(now);
    tell();
    return sent;
}

void NatsPublisher::passed(std::uint64_t mark) {
    if (!outbox_) return;
    outbox_->passed(mark);
    tell();
}

std::optional<NatsPublisher::Time> NatsPublisher::deadline() const {
    std::optional<Time> earliest = outbox_ ? outbox_->deadline() : std::nullopt;
    const auto consider = [&](Time time) { earliest = std::min(earliest.value_or(time), time); };
    if (asked_at_) consider(*asked_at_ + streams_wait);
    if (wants_streams_ && !asked_at_) consider(last_asked_ + streams_pause);
    return earliest;
}

std::vector<Held> NatsPublisher::held(const std::vector<std::string>& publishers) const {
    std::vector<Held> all;
    for (const std::string& publisher : publishers) {
        const auto known = held_.find(publisher);
        all.push_back({publisher, known == held_.end() ? 0 : known->second});
    }
    return all;
}

Result<void> NatsPublisher::ask_for_streams(Time now) {
    static const std::string list = list_streams;
    wants_streams_ = false;
    asked_at_ = last_asked_ = now;
    const std::string question = R"({"subject":")" + subjects_.every_subject() + R"("})";
    return session_->publish({list, question, inbox_ + stream_word});
}

Result<void> NatsPublisher::hear_streams(Time now) {
    if (!stream_answers_) return {};
    while (const auto received = NatsSession::next(*stream_answers_)) {
        if (auto taken = take_streams(list_in(received), now); !taken) return taken;
    }
    if (!asked_at_) return {};
    if (may_not_ask_ && !knows_jetstream_) return set_streams({}, now);
    if (now - *asked_at_ < streams_wait) return {};
    return take_streams(Error{ErrorCode::timed_out, "JetStream does not answer"}, now);
}

// A cluster that elects its leaders does not answer, or not for all streams: that is no word that there are none.
Result<void> NatsPublisher::take_streams(const Result<StreamList>& list, Time now) {
    const bool is_certain = list ? list->is_whole : list.error().code == ErrorCode::not_found;
    knows_jetstream_ = knows_jetstream_ || list || list.error().code == ErrorCode::refused;
    if (!is_certain && (knows_jetstream_ || now - began_at_ < silence_wait)) {
        asked_at_.reset();
        wants_streams_ = true;
        note(list ? Error{ErrorCode::timed_out, "a JetStream stream has no leader; events wait"} : list.error());
        return {};
    }
    return set_streams(list ? list->streams : std::vector<StreamInfo>{}, now);
}

// Where nobody answers there is no JetStream; where there was, it has not come back.
Result<StreamList> NatsPublisher::list_in(const NatsSession::Received& received) const {
    if (received.message) return parse_stream_list(body_of(*received.message));
    return Error{knows_jetstream_ ? ErrorCode::timed_out : ErrorCode::not_found, "nobody answers for JetStream"};
}

// What is under way to a stream that is not there goes another way.
Result<void> NatsPublisher::set_streams(std::vector<StreamInfo> streams, Time now) {
    asked_at_.reset();
    streams_ = std::move(streams);
    if (mode_ == NatsStream::require && streams_.empty()) {
        return Error{ErrorCode::refused, "no JetStream stream takes '" + subjects_.every_subject() +
                                             "' and NatsOptions::stream requires one: add it, or allow core NATS"};
    }
    is_ready_ = true;
    outbox_->fail_unanswered([this](const std::string& subject) { return stream_for(streams_, subject) == nullptr; },
                             now);
    return {};
}

void NatsPublisher::hear_answers(Time now) {
    if (!answers_) return;
    while (const auto received = NatsSession::next(*answers_)) {
        if (!received.message) {
            note({ErrorCode::refused, "a JetStream stream is no longer there; asking which ones are"});
            wants_streams_ = true;
            continue;
        }
        const std::string_view word = behind_last_dot(natsMsg_GetSubject(received.message.get()));
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error == std::errc{} && end == word.data() + word.size() && outbox_->holds(number)) {
            take_answer(number, *received.message, now);
        }
    }
}

void NatsPublisher::take_answer(std::uint64_t number, natsMsg& answer, Time now) {
    const std::string& subject = outbox_->packet(number).subject;
    const auto refusal = parse_publish_reply(body_of(answer));
    if (!refusal) {
        noted_.clear();
        outbox_->answered(number);
        return;
    }
    note({refusal->is_final ? ErrorCode::too_large : ErrorCode::refused,
          "JetStream does not take a batch on '" + subject + "': " + refusal->reason});
    if (refusal->is_final) {
        outbox_->answered(number);
    } else {
        outbox_->failed(number, now);
    }
}

Result<void> NatsPublisher::send_due(Time now) {
    while (outbox_->unanswered() < max_unanswered) {
        if (session_->buffered() >= write_at && !write()) return {};
        const auto number = outbox_->next(now);
        if (!number) break;
        const bool has_stream = stream_for(streams_, outbox_->packet(*number).subject) != nullptr;
        if (!has_stream && mode_ == NatsStream::require) {
            note({ErrorCode::refused, "no JetStream stream takes '" + outbox_->packet(*number).subject +
                                          "' and NatsOptions::stream requires one; its events wait"});
            wants_streams_ = true;
            outbox_->failed(*number, now);
            continue;
        }
        auto published = publish(*number, has_stream ? Outbox::Route::stream : Outbox::Route::core, now);
        if (!published) return published;
    }
    (void)write();
    return {};
}

// False when the socket takes no more; whoever hears that it does writes on.
bool NatsPublisher::write() {
    if (!session_->wants_to_write()) return true;
    if (session_->is_full()) return false;
    session_->write();
    return !session_->is_full();
}

Result<void> NatsPublisher::publish(std::uint64_t number, Outbox::Route route, Time now) {
    const Packet& packet = outbox_->packet(number);
    NatsSession::Outgoing message{packet.subject, *packet.body, {}, encode(packet.header), {}};
    if (route == Outbox::Route::stream) {
        message.reply = inbox_ + batch_word + std::to_string(number);
        message.id = message_id(packet.header);
    }
    auto published = session_->publish(message);
    if (published) outbox_->sent(number, route, now);
    return published;
}

void NatsPublisher::tell() {
    for (const Error& problem : std::exchange(problems_, {})) {
        events_->on_failed(wire::failed(std::nullopt, problem));
    }
    for (Outbox::Done& done : outbox_->take_done()) {
        if (held_.size() >= max_held) held_.clear();  // a broker's: nobody asks it for them
        std::uint64_t& counter = held_[done.held.publisher];
        counter = std::max(counter, done.held.counter);
        packer_.acknowledge(done.held);
        done.held.is_kept = done.is_kept;
        events_->on_acknowledged(done.held);
    }
}

// Once, until something is acknowledged again.
void NatsPublisher::note(Error problem) {
    if (noted_.size() >= max_noted) noted_.clear();
    if (!noted_.insert(problem.detail).second) return;
    problems_.push_back(std::move(problem));
}

std::size_t NatsPublisher::longest_body() const {
    std::size_t longest = session_->max_payload();
    for (const StreamInfo& stream : streams_) {
        longest = std::min(longest, stream.max_message.value_or(longest));
    }
    return std::max(longest, header_room + least_body) - header_room;
}

}  // namespace logbeam::transport
