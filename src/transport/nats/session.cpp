#include "transport/nats/session.hpp"

#include "transport/nats/batch_header.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <system_error>
#include <utility>

namespace logbeam::transport {

namespace {

Error error_of(natsStatus status) {
    const char* detail = nats_GetLastError(nullptr);
    std::string text = natsStatus_GetText(status);
    if (detail != nullptr && *detail != '\0') text += std::string{" ("} + detail + ')';
    return {ErrorCode::connection_lost, "NATS: " + text};
}

const char* text_or_null(const std::string& text) noexcept {
    return text.empty() ? nullptr : text.c_str();
}

}  // namespace

NatsSignals::NatsSignals() : told{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
    if (!told.is_open()) {
        throw Failure{Error{ErrorCode::internal,
                            "cannot make a connection's descriptors: " + std::generic_category().message(errno)}};
    }
}

void NatsSignals::tell() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(told.get(), &one, sizeof one);
}

void NatsSignals::heard() const noexcept {
    std::uint64_t times = 0;
    [[maybe_unused]] const auto taken = ::read(told.get(), &times, sizeof times);
}

NatsSession::NatsSession(natsConnection* connection, std::shared_ptr<NatsSignals> signals)
    : connection_{connection}, signals_{std::move(signals)} {}

NatsSession::~NatsSession() {
    close();
    natsConnection_Destroy(connection_);
}

// Closing a connection of nats.c with bytes to write would wait half a second for their way, so it is made to find itself
// lost. The kernel still sends what it has.
void NatsSession::close() noexcept {
    while (!natsConnection_IsClosed(connection_)) {
        ::shutdown(socket(), SHUT_RDWR);
        natsConnection_ProcessReadEvent(connection_);
    }
}

void NatsSession::read() {
    constexpr int most_reads = 16;
    for (int reads = 0; reads < most_reads && !end(); ++reads) {
        natsConnection_ProcessReadEvent(connection_);
        pollfd wait{socket(), POLLIN, 0};
        if (end() || ::poll(&wait, 1, 0) != 1) return;
    }
}

void NatsSession::write() {
    natsConnection_ProcessWriteEvent(connection_);
    is_full_ = wants_to_write();
}

std::size_t NatsSession::buffered() const {
    const int bytes = natsConnection_Buffered(connection_);
    return bytes < 0 ? 0 : static_cast<std::size_t>(bytes);
}

std::size_t NatsSession::max_payload() const {
    return static_cast<std::size_t>(natsConnection_GetMaxPayload(connection_));
}

std::string NatsSession::server() const {
    std::array<char, 256> id{};
    natsConnection_GetConnectedServerId(connection_, id.data(), id.size());
    return std::string{"nats-server "} + id.data();
}

std::optional<Error> NatsSession::end() const {
    if (!natsConnection_IsClosed(connection_)) return std::nullopt;
    const char* text = nullptr;
    const natsStatus status = natsConnection_GetLastError(connection_, &text);
    if (status == NATS_OK || text == nullptr) return Error{ErrorCode::connection_lost, "the NATS server hung up"};
    const auto code = status == NATS_CONNECTION_AUTH_FAILED ? ErrorCode::unauthorized : ErrorCode::connection_lost;
    return Error{code, "the NATS connection ended: " + std::string{text}};
}

std::optional<Error> NatsSession::take_refusal() {
    const char* text = nullptr;
    if (natsConnection_GetLastError(connection_, &text) != NATS_NOT_PERMITTED || text == nullptr) return std::nullopt;
    constexpr std::size_t most_known = 64;
    if (refusals_.size() == most_known) refusals_.clear();
    if (!refusals_.insert(text).second) return std::nullopt;
    return Error{ErrorCode::forbidden, std::string{"the NATS server says: "} + text};
}

Result<void> NatsSession::publish(const Outgoing& message) {
    natsMsg* made = nullptr;
    natsStatus status = natsMsg_Create(&made, message.subject.c_str(), text_or_null(message.reply), message.body.data(),
                                       static_cast<int>(message.body.size()));
    const NatsMessage owner{made};
    if (status == NATS_OK && !message.header.empty()) {
        status = natsMsgHeader_Set(made, BatchHeader::name, message.header.c_str());
    }
    if (status == NATS_OK && !message.id.empty()) status = natsMsgHeader_Set(made, "Nats-Msg-Id", message.id.c_str());
    if (status == NATS_OK) status = natsConnection_PublishMsg(connection_, made);
    if (status != NATS_OK) return error_of(status);
    return {};
}

Result<void> NatsSession::send(const Letter& letter) {
    natsMsg* made = nullptr;
    natsStatus status = natsMsg_Create(&made, letter.subject.c_str(), text_or_null(letter.reply), letter.body.data(),
                                       static_cast<int>(letter.body.size()));
    const NatsMessage owner{made};
    for (const auto& [name, value] : letter.headers) {
        if (status == NATS_OK) status = natsMsgHeader_Set(made, name.c_str(), value.c_str());
    }
    if (status == NATS_OK) status = natsConnection_PublishMsg(connection_, made);
    if (status != NATS_OK) return error_of(status);
    return {};
}

Result<NatsSubscriptionHandle> NatsSession::subscribe(const std::string& subject, const std::string& queue) {
    natsSubscription* made = nullptr;
    const natsStatus status =
        queue.empty() ? natsConnection_SubscribeSync(&made, connection_, subject.c_str())
                      : natsConnection_QueueSubscribeSync(&made, connection_, subject.c_str(), queue.c_str());
    if (status != NATS_OK) return error_of(status);
    return NatsSubscriptionHandle{made};
}

NatsSession::Received NatsSession::next(natsSubscription& subscription) {
    natsMsg* message = nullptr;
    const natsStatus status = natsSubscription_NextMsg(&message, &subscription, 0);
    return {NatsMessage{status == NATS_OK ? message : nullptr}, status == NATS_NO_RESPONDERS};
}

natsStatus NatsSession::ping(std::chrono::milliseconds limit) {
    return natsConnection_FlushTimeout(connection_, limit.count());
}

std::string make_inbox() {
    natsInbox* made = nullptr;
    if (natsInbox_Create(&made) != NATS_OK) return {};
    const std::unique_ptr<natsInbox, DestroyNats> owner{made};
    return made;
}

}  // namespace logbeam::transport
