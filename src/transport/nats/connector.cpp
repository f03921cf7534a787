#include "transport/nats/connector.hpp"

#include "base/signals.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::transport {

namespace {

constexpr int read_buffer = 128 * 1024;

// nats.c asks for its socket to be watched. These are its threads' and the worker's.
natsStatus attach(void** user, void* signals, natsConnection* /*connection*/, natsSock socket) {
    static_cast<NatsSignals*>(signals)->socket.store(socket, std::memory_order_relaxed);
    *user = signals;
    return NATS_OK;
}

natsStatus watch_reading(void* /*user*/, bool /*wanted*/) {
    return NATS_OK;
}

natsStatus watch_writing(void* user, bool wanted) {
    auto& signals = *static_cast<NatsSignals*>(user);
    signals.wants_to_write.store(wanted, std::memory_order_release);
    if (wanted && std::this_thread::get_id() != signals.worker) signals.tell();  // a ping
    return NATS_OK;
}

natsStatus detach(void* user) {
    static_cast<NatsSignals*>(user)->socket.store(-1, std::memory_order_relaxed);
    return NATS_OK;
}

// Else nats.c writes to stderr; what is wrong is asked of the connection.
void pass_over(natsConnection* /*connection*/, natsSubscription* /*subscription*/, natsStatus /*status*/,
               void* /*user*/) {}

// Those who are connecting. `exit` takes OpenSSL away from under them, so it waits for them for a moment, and nobody begins
// any more.
class AtWork final {
public:
    // Outlives every static object.
    static AtWork& all() {
        // NOLINTNEXTLINE(cppcoreguidelines-owning-memory,cppcoreguidelines-avoid-non-const-global-variables): never deleted
        static auto* const made = new AtWork;
        return *made;
    }

    // The calling thread is at work until its end.
    [[nodiscard]] bool begin() {
        const bool is_in_time = state_.with([](State& state) { return !state.is_over && ++state.count > 0; });
        if (is_in_time) ::pthread_setspecific(key_, this);
        return is_in_time;
    }
    void wait_at_exit() {
        constexpr std::chrono::milliseconds limit{500};
        auto state = state_.lock();
        state->is_over = true;
        (void)state.wait_for(changed_, limit, [](const State& now) { return now.count == 0; });
    }

private:
    struct State {
        std::size_t count = 0;
        bool is_over = false;
    };

    // The key is made behind OpenSSL's, and in practice destroyed behind it: OpenSSL's memory of the thread is gone then.
    AtWork() {
        ::pthread_key_create(&key_, [](void* all) { static_cast<AtWork*>(all)->end(); });
    }
    void end() {
        --state_.lock()->count;
        changed_.notify_all();
    }

    pthread_key_t key_{};
    Guarded<State> state_;
    std::condition_variable changed_;
};

// nats.c ignores SIGPIPE for the whole process when it begins. That is the host's to decide, and logbeam's threads take
// no signals. OpenSSL begins here, too, so that what waits at exit is called before its end.
void begin_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        struct sigaction before {};
        ::sigaction(SIGPIPE, nullptr, &before);
        nats_Open(-1);
        ::sigaction(SIGPIPE, &before, nullptr);
        natsOptions* any = nullptr;
        if (natsOptions_Create(&any) == NATS_OK) natsOptions_SetSecure(any, true);
        const NatsOptionsHandle owner{any};
        std::atexit([] { AtWork::all().wait_at_exit(); });
    });
}

// Sets one option after the other as long as all goes well.
class OptionSetter final {
public:
    OptionSetter() {
        natsOptions* made = nullptr;
        status_ = natsOptions_Create(&made);
        options_.reset(made);
    }

    template <class... Parameters, class... Args>
    void set(natsStatus (*setter)(natsOptions*, Parameters...), Args... args) {
        if (status_ == NATS_OK) status_ = setter(options_.get(), args...);
    }
    void set_text(natsStatus (*setter)(natsOptions*, const char*), const std::string& text) {
        if (!text.empty()) set(setter, text.c_str());
    }

    [[nodiscard]] natsOptions* get() const noexcept { return options_.get(); }
    [[nodiscard]] natsStatus status() const noexcept { return status_; }

private:
    NatsOptionsHandle options_;
    natsStatus status_ = NATS_OK;
};

void set_servers(OptionSetter& setter, const NatsSettings& settings) {
    std::vector<std::string> urls;
    std::vector<const char*> pointers;
    for (const std::string& server : settings.servers) {
        urls.push_back("nats://" + server);
    }
    pointers.reserve(urls.size());
    for (const std::string& url : urls) {
        pointers.push_back(url.c_str());
    }
    setter.set(natsOptions_SetServers, pointers.data(), static_cast<int>(pointers.size()));
}

void set_login(OptionSetter& setter, const NatsSettings& settings, const std::string& token) {
    const NatsOptions& options = settings.options;
    setter.set_text(natsOptions_SetToken, settings.token.empty() ? token : settings.token);
    if (!options.user.empty()) setter.set(natsOptions_SetUserInfo, options.user.c_str(), options.password.c_str());
    if (!options.nkey.empty()) {
        setter.set(natsOptions_SetNKeyFromSeed, options.nkey.c_str(), options.nkey_seed_file.c_str());
    }
    if (!options.credentials_file.empty()) {
        setter.set(natsOptions_SetUserCredentialsFromFiles, options.credentials_file.c_str(),
                   static_cast<const char*>(nullptr));
    }
}

void set_tls(OptionSetter& setter, const NatsSettings& settings) {
    const NatsOptions& options = settings.options;
    if (settings.is_secure || !options.tls_certificate_file.empty()) setter.set(natsOptions_SetSecure, true);
    setter.set_text(natsOptions_LoadCATrustedCertificates, settings.tls_ca_file);
    if (!options.tls_certificate_file.empty()) {
        setter.set(natsOptions_LoadCertificatesChain, options.tls_certificate_file.c_str(),
                   options.tls_key_file.c_str());
    }
}

ErrorCode code_of(natsStatus status) {
    switch (status) {
        case NATS_CONNECTION_AUTH_FAILED:
        case NATS_NOT_PERMITTED: return ErrorCode::unauthorized;
        case NATS_TIMEOUT: return ErrorCode::timed_out;
        default: return ErrorCode::connection_lost;
    }
}

// As nats.c tells it, without the place in its source.
std::string reason_of(natsStatus status) {
    const char* told = nats_GetLastError(nullptr);
    std::string_view reason = told == nullptr ? "" : told;
    if (reason.starts_with('(')) reason.remove_prefix(std::min(reason.find(' ') + 1, reason.size()));
    return std::string{reason.empty() ? natsStatus_GetText(status) : reason};
}

std::string servers_of(const NatsSettings& settings) {
    std::string all;
    for (const std::string& server : settings.servers) {
        all += (all.empty() ? "" : ", ") + server;
    }
    return all;
}

}  // namespace

NatsConnector::NatsConnector(const NatsSettings& settings, Caller caller, std::shared_ptr<NatsSignals> signals)
    : question_{std::make_shared<Question>(settings, std::move(caller), std::move(signals))} {
    begin_library();
    try {
        base::thread_without_signals([question = question_] {
            if (!AtWork::all().begin()) return;
            connect(*question);
            question->signals->tell();
        }).detach();
    } catch (const std::system_error& thrown) {
        throw Failure{Error{ErrorCode::internal, std::string{"cannot connect to NATS: "} + thrown.what()}};
    }
}

std::optional<NatsConnector::Outcome> NatsConnector::take() {
    return question_->answer.with([](auto& answer) { return std::exchange(answer, std::nullopt); });
}

void NatsConnector::connect(Question& question) {
    const NatsSettings& settings = question.settings;
    OptionSetter setter;
    set_servers(setter, settings);
    set_login(setter, settings, question.caller.token);
    set_tls(setter, settings);
    setter.set_text(natsOptions_SetName, "logbeam " + question.caller.source);
    setter.set(natsOptions_SetTimeout, static_cast<std::int64_t>(settings.connect_timeout.count()));
    setter.set(natsOptions_SetAllowReconnect,
               false);  // the link connects anew and sends again what is not acknowledged
    setter.set(natsOptions_SetPingInterval, std::int64_t{0});  // the transport asks
    setter.set(natsOptions_SetIOBufSize, read_buffer);
    setter.set(natsOptions_SetSendAsap, true);  // without a thread that flushes
    setter.set(natsOptions_SetErrorHandler, pass_over, static_cast<void*>(nullptr));
    setter.set(natsOptions_SetEventLoop, static_cast<void*>(question.signals.get()), attach, watch_reading,
               watch_writing, detach);
    natsConnection* connection = nullptr;
    natsStatus status = setter.status();
    if (status == NATS_OK) status = natsConnection_Connect(&connection, setter.get());
    if (status == NATS_OK) {
        question.answer.lock()->emplace(std::make_shared<NatsSession>(connection, question.signals));
    } else {
        question.answer.lock()->emplace(
            Error{code_of(status), "cannot connect to NATS at " + servers_of(settings) + ": " + reason_of(status)});
    }
}

}  // namespace logbeam::transport
