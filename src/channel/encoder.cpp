#include "channel/encoder.hpp"

#include "base/ids.hpp"
#include "channel/context.hpp"
#include "event/template.hpp"

#include <logbeam/json_writer.hpp>
#include <logbeam/topic.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace logbeam::channel {

namespace {

// More names than a program has of its own making: whoever makes them up from data pays by a rebuilt cache.
constexpr std::size_t max_cached_names = 4096;

constexpr std::array<std::string_view, level_count> level_member = {R"("level":"trace")", R"("level":"debug")",
                                                                    R"("level":"info")",  R"("level":"warning")",
                                                                    R"("level":"error")", R"("level":"critical")"};

constexpr std::array<std::string_view, level_count> level_type = {"logger.trace",   "logger.debug", "logger.info",
                                                                  "logger.warning", "logger.error", "logger.critical"};

bool is_reserved(std::string_view key) noexcept {
    constexpr std::array<std::string_view, 10> names = {"level", "message",  "logger", "thread",   "file",
                                                        "line",  "function", "site",   "template", "template_guessed"};
    return std::find(names.begin(), names.end(), key) != names.end();
}

std::string members_of(std::string_view key, std::string_view text) {
    std::string out;
    JsonWriter json{out};
    json.begin_object();
    json.key(key);
    json.string(text);
    json.end_object();
    return out.substr(1, out.size() - 2);
}

}  // namespace

Encoder::Encoder(Origin origin, const ConnectionOptions& options, Reporter& reporter)
    : origin_{std::move(origin)},
      before_send_{options.before_send},
      max_event_{options.max_event},
      redactor_{options.redact},
      reporter_{reporter} {}

std::optional<DropReason> Encoder::encode(RecordHeader& record, std::uint64_t counter, wire::BatchBuilder& batch) {
    data_.clear();
    try {
        if (record.type == &log_call) {
            return encode_log(*static_cast<const LogBody*>(record.body()), record.level, counter, batch);
        }
        return encode_payload(*static_cast<const PayloadHead*>(record.body()), *record.type, counter, batch);
    } catch (const std::exception& thrown) {  // before_send, or a payload that cannot be written
        reporter_.report({ErrorCode::events_dropped, std::string{"an event could not be encoded: "} + thrown.what()});
    } catch (...) {
        reporter_.report({ErrorCode::events_dropped, "an event could not be encoded: before_send threw"});
    }
    return DropReason::encoding;
}

std::optional<DropReason> Encoder::encode_log(const LogBody& body, Level level, std::uint64_t counter,
                                              wire::BatchBuilder& batch) {
    Logger& logger = logger_for(*body.profile, body.logger());
    write_log(body, level, logger);

    wire::EventKind& kind = logger.kinds[static_cast<std::size_t>(level)];
    if (body.is_cut()) {
        wire::EventKind marked = cut_kind(kind, body);
        return finish({counter, level, body.time, marked}, batch);
    }
    return finish({counter, level, body.time, kind}, batch);
}

// What is no log call has no level, whatever the queue counts it as.
std::optional<DropReason> Encoder::encode_payload(const PayloadHead& head, const PayloadType& type,
                                                  std::uint64_t counter, wire::BatchBuilder& batch) {
    JsonWriter json{data_};
    type.write(json, head.payload());
    replaced_bytes_ += json.replaced();
    redactor_.redact_json(data_);
    return finish({counter, std::nullopt, head.time, kind_for(head.topic->name, type.name(head.payload()))}, batch);
}

std::optional<DropReason> Encoder::finish(const Draft& draft, wire::BatchBuilder& batch) {
    if (before_send_) {
        return finish_through_host(draft, batch);
    }
    if (data_.size() > max_event_) {
        return DropReason::too_large;
    }
    batch.add(draft.counter, draft.kind, draft.level, draft.time, data_);
    return std::nullopt;
}

std::optional<DropReason> Encoder::finish_through_host(const Draft& draft, wire::BatchBuilder& batch) {
    Event event;
    event.id = base::event_id(origin_.publisher, draft.counter);
    event.topic = draft.kind.topic;
    event.type = draft.kind.type;
    event.source = draft.kind.source;
    event.timestamp = draft.time;
    event.data = Value::parse(data_).value();
    event.client_id = origin_.publisher;
    if (const auto metadata = Value::parse(draft.kind.metadata); metadata && metadata->as_object() != nullptr) {
        event.metadata = *metadata->as_object();
    }

    const std::string given_id = event.id;
    if (!before_send_(event)) {
        return DropReason::filtered;
    }

    data_ = event.data.to_json();
    if (data_.size() > max_event_) {
        return DropReason::too_large;
    }
    wire::EventKind kind{TopicName{event.topic}.str(), event.type, event.source, Value{event.metadata}.to_json()};
    batch.add(draft.counter, kind, draft.level, event.timestamp, data_, event.id == given_id ? "" : event.id);
    return std::nullopt;
}

void Encoder::write_log(const LogBody& body, Level level, const Logger& logger) {
    std::string_view message = body.message();
    pairs_.clear();
    event::extract_pairs(message, pairs_);
    message = redact_message(message, body.is_cut());
    collect_members(body);

    JsonWriter json{data_};
    json.begin_object();
    json.raw_members(level_member[static_cast<std::size_t>(level)]);
    json.key("message");
    json.string(message);
    replaced_bytes_ += json.replaced();  // only here: fields and template repeat what the message says
    json.raw_members(logger.members);
    json.key("thread");
    json.unsigned_integer(body.thread);
    write_members(json);
    if (body.file != nullptr) {
        json.raw_members(sites_.members(body.file, body.line, body.function));
    }
    if (body.profile->options.templates) {
        event::guess_template(message, pairs_, template_);
        json.key("template");
        json.string(template_);
        json.raw_members(R"("template_guessed":true)");
    }
    json.end_object();
}

// Context first, then what the message says; write_members lets the last of a name win.
void Encoder::collect_members(const LogBody& body) {
    members_.clear();
    masked_.clear();
    for_each_context_field(body.context(), [this](std::string_view key, std::string_view json) {
        if (redactor_.hides(key)) {
            members_.push_back({key, Redactor::mask, false, is_reserved(key)});
        } else if (redactor_.may_concern(json)) {
            redactor_.redact_json(masked_.emplace_back(json));
            members_.push_back({key, masked_.back(), true, is_reserved(key)});
        } else {
            members_.push_back({key, json, true, is_reserved(key)});
        }
    });
    if (!body.profile->options.fields) {
        return;
    }
    for (const event::PairView& pair : pairs_) {
        members_.push_back({pair.key, pair.value, pair.kind != event::PairKind::text, is_reserved(pair.key)});
    }
}

// Whether two members get the same name: `level` is kept as `level_`, which may stand there by itself.
bool Encoder::is_same_name(const Member& one, const Member& other) noexcept {
    if (one.is_reserved == other.is_reserved) {
        return one.key == other.key;
    }
    const std::string_view kept = one.is_reserved ? one.key : other.key;
    const std::string_view plain = one.is_reserved ? other.key : one.key;
    return plain.size() == kept.size() + 1 && plain.back() == '_' && plain.substr(0, kept.size()) == kept;
}

void Encoder::write_members(JsonWriter& json) {
    for (auto member = members_.begin(); member != members_.end(); ++member) {
        const bool comes_again =
            std::any_of(member + 1, members_.end(), [&](const Member& later) { return is_same_name(*member, later); });
        if (comes_again) {
            continue;
        }
        if (member->is_reserved) {
            json.key(std::string{member->key} + "_");
        } else {
            json.key(member->key);
        }
        if (member->is_json) {
            json.raw(member->text);
        } else {
            json.string(member->text);
        }
    }
}

// A message with hidden values masked, its pairs found anew; most messages pass as they are.
std::string_view Encoder::redact_message(std::string_view message, bool is_cut) {
    const bool is_broken = is_cut || (!pairs_.is_object() && !message.empty() && message.front() == '{');
    if (is_broken && redactor_.may_concern(message)) {
        message_ = redactor_.mask_text(message);
        event::extract_pairs(message_, pairs_);
        return message_;
    }
    const bool concerns = std::any_of(pairs_.begin(), pairs_.end(), [this](const event::PairView& pair) {
        return redactor_.hides(pair.key) || (pair.kind == event::PairKind::json && redactor_.may_concern(pair.value));
    });
    if (!concerns && (pairs_.omitted() == 0 || !redactor_.may_concern(message))) {
        return message;
    }

    message_.assign(message);
    if (!redactor_.redact_json(message_)) {
        message_.clear();
        while (pairs_.omitted() != 0) {  // more than the list takes: piece by piece
            message.remove_prefix(redact_pairs(message));
            event::extract_pairs(message, pairs_);
        }
        message_ += message.substr(redact_pairs(message));
    }
    event::extract_pairs(message_, pairs_);
    return message_;
}

// Appends the message up to the end of its last pair to message_, hidden values masked; says how far that is.
std::size_t Encoder::redact_pairs(std::string_view message) {
    std::size_t copied = 0;
    for (const event::PairView& pair : pairs_) {
        message_ += message.substr(copied, pair.begin - copied);
        copied = pair.end;
        if (redactor_.hides(pair.key)) {
            message_ += Redactor::mask;
        } else if (pair.kind == event::PairKind::json) {
            std::string json{pair.value};
            redactor_.redact_json(json);
            message_ += json;
        } else {
            message_ += message.substr(pair.begin, pair.end - pair.begin);
        }
    }
    pairs_.clear();
    return copied;
}

// The host's mapping, or the usual topic where that fails.
std::string Encoder::topic_of(const LogProfile& profile, std::string_view logger) {
    try {
        if (profile.options.topic_of) {
            return TopicName{profile.options.topic_of(logger)}.str();
        }
        if (!profile.options.topic.empty()) {
            return topic_for_logger(profile.options.topic, origin_.source, logger).str();
        }
    } catch (const std::exception& thrown) {
        reporter_.report({ErrorCode::invalid_topic, "no topic for logger '" + std::string{logger} + "' from the " +
                                                        "sink's options, using the default: " + thrown.what()});
    } catch (...) {
        reporter_.report({ErrorCode::invalid_topic, "no topic for logger '" + std::string{logger} + "' from the " +
                                                        "sink's options, using the default"});
    }
    return topic_for_logger(logger).str();
}

Encoder::Logger& Encoder::logger_for(const LogProfile& profile, std::string_view name) {
    if (last_profile_ == &profile && last_logger_->name == name) {
        return *last_logger_;
    }
    if (loggers_.size() >= max_cached_names) {
        last_profile_ = nullptr;
        loggers_.clear();
    }
    const LogProfile* address = &profile;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): the address itself is the key
    lookup_.assign(reinterpret_cast<const char*>(&address), sizeof address);
    lookup_ += name;
    const auto [entry, is_new] = loggers_.try_emplace(lookup_);
    Logger& logger = entry->second;
    if (is_new) {
        logger.name = name;
        logger.members = members_of("logger", name);
        logger.topic = topic_of(profile, name);
        for (std::size_t level = 0; level < level_count; ++level) {
            logger.kinds[level] = {logger.topic, std::string{level_type[level]}, origin_.source, origin_.metadata};
        }
    }
    last_profile_ = &profile;
    last_logger_ = &logger;
    return logger;
}

wire::EventKind& Encoder::kind_for(std::string_view topic, std::string_view type) {
    if (kinds_.size() >= max_cached_names) {
        kinds_.clear();
    }
    lookup_.assign(topic);
    lookup_ += ' ';
    lookup_ += type;
    const auto [entry, is_new] = kinds_.try_emplace(lookup_);
    if (is_new) {
        entry->second = {std::string{topic}, std::string{type}, origin_.source, origin_.metadata};
    }
    return entry->second;
}

wire::EventKind Encoder::cut_kind(const wire::EventKind& kind, const LogBody& body) const {
    Value metadata = Value::parse(origin_.metadata).value();
    metadata.as_object()->set("cut_from_bytes", Value{body.full_message_bytes});
    return {kind.topic, kind.type, kind.source, metadata.to_json()};
}

}  // namespace logbeam::channel
