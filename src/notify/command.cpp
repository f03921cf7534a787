#include "notify/command.hpp"

#include "alert/shortened.hpp"
#include "notify/facts.hpp"
#include "notify/process.hpp"

#include <cctype>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace logbeam::notify {
namespace {

constexpr std::size_t longest_value = 8192;  // Linux takes 128 KiB for one and refuses to start the program for more

// An environment ends a value at NUL.
std::string without_nul(std::string text) {
    for (char& each : text) {
        if (each == '\0') each = ' ';
    }
    return text;
}

std::string variable(std::string_view name) {
    std::string text = "LOGBEAM_ALERT_";
    for (const char c : name)
        text += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

std::string last_line(std::string_view output) {
    const auto end = output.find_last_not_of("\r\n ");
    if (end == std::string_view::npos) return {};
    const auto text = output.substr(0, end + 1);
    const auto begin = text.rfind('\n');
    return one_line(begin == std::string_view::npos ? text : text.substr(begin + 1));
}

bool is_refusal(int code) noexcept {
    constexpr int first = 64;  // EX_USAGE
    constexpr int last = 78;   // EX_CONFIG
    constexpr int later = 75;  // EX_TEMPFAIL
    return code >= first && code <= last && code != later;
}

std::string detail_of(std::string_view what, const Ended& ended) {
    const auto line = last_line(ended.output);
    return line.empty() ? std::string{what} : std::string{what} + ": " + line;
}

Delivery delivery_of(const Ended& ended, std::chrono::milliseconds timeout) {
    using Outcome = Delivery::Outcome;
    switch (ended.how) {
        case Ended::How::code: {
            const auto detail = detail_of("exit code " + std::to_string(ended.number), ended);
            if (ended.number == 0) return {Outcome::delivered, detail};
            return {is_refusal(ended.number) ? Outcome::refused : Outcome::retry, detail};
        }
        case Ended::How::signal:
            return {Outcome::retry, detail_of("ended by signal " + std::to_string(ended.number), ended), {}, true};
        case Ended::How::too_slow:
            return {
                Outcome::retry, detail_of("killed after " + std::to_string(timeout.count()) + " ms", ended), {}, true};
        case Ended::How::not_started: break;
    }
    return {Outcome::retry, "cannot be run: " + std::generic_category().message(ended.number)};
}

class CommandNotifier final : public Notifier {
public:
    explicit CommandNotifier(CommandOptions options) : options_{std::move(options)} {}

    Delivery send(const alert::Notification& notification) noexcept override {
        return delivery_of(run({options_.words, command_environment(notification), alert::to_json(notification),
                                options_.timeout, given_up()}),
                           options_.timeout);
    }

private:
    const CommandOptions options_;
};

}  // namespace

std::vector<std::string> command_environment(const alert::Notification& notification) {
    std::vector<std::string> environment;
    for (const char* const name : {"PATH", "HOME", "LANG", "TZ"}) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
        if (const char* value = std::getenv(name)) environment.push_back(std::string{name} + "=" + value);
    }
    for (const Fact& fact : facts_of(notification)) {
        if (fact.name == "alerts") continue;  // on stdin
        environment.push_back(variable(fact.name) + "=" + without_nul(alert::shortened(fact.value, longest_value)));
    }
    return environment;
}

std::unique_ptr<Notifier> make_command(CommandOptions options) {
    return std::make_unique<CommandNotifier>(std::move(options));
}

}  // namespace logbeam::notify
