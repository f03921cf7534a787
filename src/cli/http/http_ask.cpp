#include "cli/http/http_ask.hpp"

#include "cli/http/answer_reader.hpp"
#include "net/tls.hpp"
#include "transport/url.hpp"
#include "transport/websocket/address.hpp"
#include "transport/websocket/connector.hpp"
#include "transport/websocket/stream.hpp"

#include <logbeam/event.hpp>

#include <poll.h>

#include <chrono>
#include <cstdint>

namespace logbeam::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto connect_patience = 10s;
constexpr auto answer_patience = 120s;  // a search may look for long, and wait for others before

Error lost(const transport::Target& place, const std::string& why) {
    return {ErrorCode::connection_lost, place.authority + ": " + why};
}

transport::Target place_of(const std::string& url) {
    const auto parsed = transport::Url::parse(url).value();
    if (parsed.scheme == "ws" || parsed.scheme == "wss" || parsed.scheme == "http" || parsed.scheme == "https") {
        auto place = transport::target_of(parsed);
        place.is_secure = parsed.scheme == "wss" || parsed.scheme == "https";
        return place;
    }
    throw Failure{Error{ErrorCode::unsupported_scheme, "'" + url + "': write the broker as ws://host:port"}};
}

// One connection, used by one thread that waits.
class Connection {
public:
    explicit Connection(const transport::Target& place) : place_{place} {}

    [[nodiscard]] Result<void> open() {
        const auto addresses = transport::look_up(place_.endpoint);
        if (!addresses) return addresses.error();
        std::string problem = "it has no address";
        for (const transport::Address& address : *addresses) {
            const auto connected = connect(address);
            if (connected) return secure();
            problem = connected.error().detail;
        }
        return lost(place_, "cannot connect: " + problem);
    }

    void send(std::string_view text) { stream_.out() += text; }

    // Sends what waits, and receives the next bytes: valid until the next call, empty when there will be no more.
    [[nodiscard]] Result<std::string_view> receive(std::chrono::milliseconds patience) {
        while (true) {
            stream_.flush();
            const auto interest = static_cast<short>(stream_.wants_to_write() ? POLLIN | POLLOUT : POLLIN);
            if (!wait(interest, patience)) return lost(place_, "it does not answer");
            const auto received = stream_.receive();
            if (!received) return lost(place_, received.error().detail);
            if (!received->bytes.empty()) return std::string_view{received->bytes.data(), received->bytes.size()};
            if (received->has_ended) return std::string_view{};
        }
    }

private:
    [[nodiscard]] Result<void> connect(const transport::Address& address) {
        if (auto begun = stream_.connect(address); !begun) return begun;
        if (!wait(POLLOUT, connect_patience)) return Error{ErrorCode::timed_out, "it does not answer"};
        return stream_.finish_connect();
    }

    [[nodiscard]] Result<void> secure() {
        if (!place_.is_secure) return {};
        stream_.secure(net::TlsContext::for_client({}), place_.endpoint.host);
        while (!stream_.is_ready()) {
            stream_.flush();
            if (!wait(POLLIN, connect_patience)) return lost(place_, "it does not answer to TLS");
            const auto received = stream_.receive();
            if (!received) return lost(place_, received.error().detail);
            if (received->has_ended) return lost(place_, "it hung up during the TLS handshake");
        }
        return {};
    }

    [[nodiscard]] bool wait(short what, std::chrono::milliseconds patience) const {
        pollfd ready{stream_.descriptor(), what, 0};
        return ::poll(&ready, 1, static_cast<int>(patience.count())) > 0;
    }

    const transport::Target& place_;
    transport::Stream stream_;
};

struct Question {
    std::string_view method;
    const std::string& path;
    std::string_view json;  // the body; empty: none
};

std::string request_text(const transport::Target& place, const Question& question, const std::string& token) {
    std::string text{question.method};
    text.append(" ").append(question.path).append(" HTTP/1.1\r\nHost: ").append(place.authority);
    text += "\r\nConnection: close\r\n";
    if (!token.empty()) text.append("Authorization: Bearer ").append(token).append("\r\n");
    if (!question.json.empty()) {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(question.json.size()) + "\r\n";
    }
    return text.append("\r\n").append(question.json);
}

bool is_success(unsigned status) noexcept {
    return status >= 200 && status < 300;
}

// What the broker says in its JSON, as far as it does.
Error refusal(unsigned status, std::string_view body) {
    Error error{ErrorCode::refused, "the server answered with status " + std::to_string(status)};
    const auto value = Value::parse(body);
    const Fields* object = value ? value->as_object() : nullptr;
    const Value* number = object == nullptr ? nullptr : object->find("error");
    const Value* detail = object == nullptr ? nullptr : object->find("detail");
    if (number == nullptr || detail == nullptr || detail->as_string() == nullptr) return error;
    error.code = static_cast<ErrorCode>(number->as_int64().value_or(error.number()));
    error.detail = "the broker says: " + *detail->as_string();
    return error;
}

Result<void> ask(const Target& target, const Question& question, const TakeBody& take) {
    const transport::Target place = place_of(target.url);
    Connection connection{place};
    if (auto opened = connection.open(); !opened) return opened;
    connection.send(request_text(place, question, target.token));

    AnswerReader reader;
    std::string body;
    while (!reader.is_done()) {
        const auto bytes = connection.receive(answer_patience);
        if (!bytes) return bytes.error();
        auto read = bytes->empty() ? reader.end() : reader.receive(*bytes, body);
        if (!read) return lost(place, read.error().detail);
        if (!is_success(reader.status())) continue;
        if (!body.empty() && !take(body)) return {};
        body.clear();
    }
    return is_success(reader.status()) ? Result<void>{} : Result<void>{refusal(reader.status(), body)};
}

}  // namespace

Result<void> http_get(const Target& target, const std::string& path, const TakeBody& take) {
    return ask(target, {"GET", path, {}}, take);
}

Result<void> http_post(const Target& target, const std::string& path, const std::string& json) {
    return ask(target, {"POST", path, json}, [](std::string_view) { return true; });
}

Value http_get_json(const Target& target, const std::string& path) {
    std::string body;
    const auto answered = http_get(target, path, [&body](std::string_view piece) {
        body.append(piece);
        return true;
    });
    if (!answered) throw Failure{answered.error()};
    return Value::parse(body).value();
}

}  // namespace logbeam::cli
