#include "edge/log_feed.hpp"

#include "base/ids.hpp"
#include "edge/stream_answer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace logbeam::edge {
namespace {

constexpr std::chrono::seconds answer_wait{5};
constexpr std::string_view idle = "100";  // status of heartbeats and of flow control

}  // namespace

LogFeed::LogFeed(transport::MessagePort& port, LogState log, std::uint64_t after, Listener listener)
    : port_{port},
      log_{std::move(log)},
      listener_{std::move(listener)},
      inbox_{"_INBOX." + base::make_publisher_id() + '.'},
      had_{after},
      last_{after - std::min(after, recalled)},
      is_all_read_{after == 0 && log_.first <= 1} {}

LogFeed::~LogFeed() {
    stop_listening();
}

void LogFeed::tick(Time now) {
    if (has_ended_) return;
    if (std::exchange(has_heard_, false) || !heard_at_) heard_at_ = now;
    if (!port_.is_open()) return stop_listening();
    if (is_asking_) return;
    if (subscription_ == 0) return begin();
    if (now - *heard_at_ > silence) {
        heard_at_ = now;
        return start_over();
    }
    if (!look_at_) look_at_ = now + between_looks;
    if (now < *look_at_) return;
    look_at_ = now + between_looks;
    look_at_leader();
}

void LogFeed::begin() {
    ++life_;
    look_at_stream();
}

// Whether it is still the one whose numbers mean something.
void LogFeed::look_at_stream() {
    ask_for_stream([this](const Result<LogState>& stream) { take_stream(stream); });
}

void LogFeed::ask_for_stream(std::function<void(const Result<LogState>&)> on_stream) {
    is_asking_ = true;
    port_.request({"$JS.API.STREAM.INFO." + log_.name}, answer_wait,
                  [this, on_stream = std::move(on_stream), life = life_](const Result<const transport::Mail*>& answer) {
                      if (life != life_) return;
                      is_asking_ = false;
                      on_stream(answer ? parse_stream((*answer)->body) : unanswered(answer.error()));
                  });
}

void LogFeed::take_stream(const Result<LogState>& stream) {
    if (!stream) {
        if (stream.error().code != ErrorCode::not_found) return note(stream.error());
        has_ended_ = true;
        return listener_.on_ended(stream.error());
    }
    if (stream->epoch != log_.epoch) {
        has_ended_ = true;
        return listener_.on_ended({ErrorCode::store_unavailable, "the stream '" + log_.name + "' is another one now"});
    }
    if (stream->last < std::max(had_, last_)) return note(is_behind(stream->last));
    if (stream->first > last_ + 1) {
        tell_gone(last_ + 1, stream->first - 1);
        last_ = stream->first - 1;
    }
    pending_ = stream->last - last_;
    make_consumer();
}

void LogFeed::make_consumer() {
    const std::string inbox = inbox_ + std::to_string(life_);
    subscription_ = port_.subscribe(inbox, {}, [this](const transport::Mail& mail) { take(mail); });
    consumer_seq_ = 0;
    is_asking_ = true;
    const std::string request = create_consumer_request(log_.name, inbox, last_ + 1);
    port_.request({"$JS.API.CONSUMER.CREATE." + log_.name, request}, answer_wait,
                  [this, life = life_](const Result<const transport::Mail*>& answer) {
                      if (life != life_) return;
                      is_asking_ = false;
                      take_consumer(answer ? parse_consumer((*answer)->body) : unanswered(answer.error()));
                  });
}

void LogFeed::take_consumer(const Result<std::string>& consumer) {
    has_heard_ = true;
    if (consumer) {
        trouble_.clear();
        if (pending_ == 0) has_caught_up_ = true;
        return;
    }
    note(consumer.error());
    stop_listening();
}

void LogFeed::take(const transport::Mail& mail) {
    has_heard_ = true;
    if (mail.body.empty() && mail.headers.find("Status") == idle) return take_status(mail);
    const auto delivered = parse_delivered(mail.reply);
    if (!delivered) return;  // nobody else has this subject
    if (delivered->consumer_seq != consumer_seq_ + 1) return start_over();
    consumer_seq_ = delivered->consumer_seq;
    tell(mail, *delivered);
}

// A heartbeat tells how far the consumer has come; flow control wants an answer before it goes on.
void LogFeed::take_status(const transport::Mail& mail) {
    const std::string_view stalled = mail.headers.find("Nats-Consumer-Stalled");
    const std::string_view to = stalled.empty() ? mail.reply : stalled;
    if (!to.empty()) static_cast<void>(port_.publish({std::string{to}}).ok());
    const std::string_view last = mail.headers.find("Nats-Last-Consumer");
    std::uint64_t consumer_seq = 0;
    std::from_chars(last.data(), last.data() + last.size(), consumer_seq);
    if (consumer_seq > consumer_seq_) start_over();
}

void LogFeed::tell(const transport::Mail& mail, const Delivered& delivered) {
    if (delivered.stream_seq <= last_) return;
    if (delivered.stream_seq > last_ + 1) {
        if (holes_ < most_doubts) return doubt(delivered.stream_seq);
        tell_gone(last_ + 1, delivered.stream_seq - 1);
    }
    last_ = delivered.stream_seq;
    tip_ = {delivered.stream_seq, delivered.time};
    pending_ = delivered.pending;
    if (pending_ == 0) has_caught_up_ = true;
    listener_.on_message({delivered.stream_seq, delivered.time, mail.subject, mail.body, mail.headers, is_all_read_});
}

// A stream that is no more ends its consumer, and that is noticed anyway.
void LogFeed::look_at_leader() {
    ask_for_stream([this](const Result<LogState>& stream) {
        if (stream && stream->epoch == log_.epoch) take_distance(*stream);
    });
}

// What the leader had at the last look has come by now, or something has at least.
void LogFeed::take_distance(const LogState& stream) {
    const std::uint64_t due = std::exchange(due_, stream.last);
    if (std::exchange(last_then_, last_) != last_) {
        tries_there_ = 0;
    } else if (last_ < due && tries_there_ < most_tries) {
        ++tries_there_;
        return leave_copy({ErrorCode::store_unavailable, "nothing comes behind message " + std::to_string(last_) +
                                                             " of the stream '" + log_.name + "', which ends at " +
                                                             std::to_string(stream.last)});
    }
    if (tip_ && stream.first <= tip_->number && tip_->number <= stream.last) compare(*tip_);
}

// Each message has a time of its own, that its leader gave it.
void LogFeed::compare(const Tip& tip) {
    ask_for_message(tip.number, [this, tip](std::string_view answer) {
        const auto time = parse_message_time(answer);
        if (!time || *time == tip.time) return;  // or it was deleted meanwhile
        ++diverged_;
        leave_copy({ErrorCode::store_unavailable, "message " + std::to_string(tip.number) + " of the stream '" +
                                                      log_.name + "' is another one at its leader: a NATS server's " +
                                                      "copy differs, and what it lacks was not had"});
    });
}

// Another consumer may be fed by another server.
void LogFeed::leave_copy(const Error& reason) {
    note(reason);
    start_over();
}

void LogFeed::ask_for_message(std::uint64_t number, std::function<void(std::string_view answer)> on_answer) {
    is_asking_ = true;
    port_.request({"$JS.API.STREAM.MSG.GET." + log_.name, R"({"seq":)" + std::to_string(number) + '}'}, answer_wait,
                  [this, on_answer = std::move(on_answer), life = life_](const Result<const transport::Mail*>& answer) {
                      if (life != life_) return;
                      is_asking_ = false;
                      if (answer) on_answer((*answer)->body);
                  });
}

// Of a leader that has only just become one, and of a stream that has lost its end.
Error LogFeed::is_behind(std::uint64_t stream_last) const {
    return {ErrorCode::store_unavailable, "the stream '" + log_.name + "' ends at " + std::to_string(stream_last) +
                                              ", and " + std::to_string(std::max(had_, last_)) +
                                              " was had of it; waiting until it has come there"};
}

// A server that was killed may bring what is behind a message that it does not have yet. Whether the stream has it, its
// leader knows.
void LogFeed::doubt(std::uint64_t next) {
    stop_listening();
    ask_for_message(last_ + 1, [this, next](std::string_view answer) {
        if (error_number(answer) == no_such_message) confirm_hole(next);
    });
}

// A leader that does not have `next` either, which was heard, has only just become one.
void LogFeed::confirm_hole(std::uint64_t next) {
    ask_for_stream([this, next](const Result<LogState>& stream) {
        if (stream && stream->epoch == log_.epoch && stream->last >= next) take_hole(next);
    });
}

void LogFeed::take_hole(std::uint64_t next) {
    ++holes_;
    tell_gone(last_ + 1, next - 1);
    last_ = next - 1;
    begin();
}

void LogFeed::tell_gone(std::uint64_t first, std::uint64_t last) {
    is_all_read_ = false;
    first = std::max(first, had_ + 1);
    if (first <= last) listener_.on_gone(first, last);
}

void LogFeed::start_over() {
    ++restarts_;
    stop_listening();
    begin();
}

void LogFeed::stop_listening() {
    if (subscription_ != 0) port_.unsubscribe(std::exchange(subscription_, 0));
    is_asking_ = false;
    look_at_.reset();
    tip_.reset();
    due_ = 0;
    ++life_;
}

void LogFeed::note(const Error& trouble) {
    if (std::exchange(trouble_, trouble.detail) != trouble.detail) listener_.on_trouble(trouble);
}

}  // namespace logbeam::edge
