#include "notify/config.hpp"

#include "alert/rule.hpp"
#include "yaml/reader.hpp"

#include <logbeam/topic.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace logbeam::notify {
namespace {

constexpr std::array<std::string_view, 7> kinds{"webhook", "slack", "alertmanager", "email",
                                                "command", "topic", "browser"};  // as the variant has them

// A section, and where its secrets come from.
struct Source {
    yaml::Reader& section;
    const Environment& environment;
};

// `key: ${NAME}`, a text with such names in it, or `key_file: path`. Remembers keys only: what is wrong with a secret is
// said without it.
class SecretReader {
public:
    enum class Literal : std::uint8_t { allowed, refused };

    SecretReader(Source source, std::string_view key, std::string_view file_key) noexcept
        : source_{source}, key_{key}, file_key_{file_key} {}

    [[nodiscard]] std::string read(Literal literal) const {
        std::string text;
        std::string path;
        source_.section.text(key_, text);
        source_.section.text(file_key_, path);
        if (!path.empty()) return of_file(text, path);
        if (literal == Literal::refused && !text.empty() && !names_variable(text)) {
            source_.section.reject(key_, "expected ${NAME} of the environment, or " + std::string{file_key_});
            return {};
        }
        return taken(key_, expanded(text, source_.environment));
    }

private:
    [[nodiscard]] std::string of_file(const std::string& text, const std::string& path) const {
        if (!text.empty()) source_.section.reject(key_, "stands beside " + std::string{file_key_});
        return taken(file_key_, file_text(path));
    }
    [[nodiscard]] std::string taken(std::string_view key, Result<std::string> text) const {
        if (text) return *std::move(text);
        source_.section.reject(key, text.error().detail);
        return {};
    }

    Source source_;
    std::string_view key_;
    std::string_view file_key_;
};

void read_timeout(yaml::Reader& section, std::chrono::milliseconds& timeout) {
    using namespace std::chrono_literals;
    section.duration("timeout", timeout);
    if (timeout < 100ms || timeout > 5min) section.reject("timeout", "expected 100ms to 5m");
}

std::map<std::string, std::string> read_headers(const Source& source) {
    std::map<std::string, std::string> headers;
    source.section.texts_by_name("headers", headers);
    for (auto& [name, value] : headers) {
        auto text = expanded(value, source.environment);
        if (!text) {
            source.section.reject("headers", text.error().detail);
            continue;
        }
        value = *std::move(text);
        if (!is_header_name(name) || !is_header_value(value))
            source.section.reject("headers", "expected names of letters, digits, '-' and '_', and values of one line");
    }
    return headers;
}

HttpTarget read_target(const Source& source) {
    HttpTarget target;
    target.url = SecretReader{source, "url", "url_file"}.read(SecretReader::Literal::allowed);
    if (!is_http_url(target.url)) source.section.reject("url", "expected http:// or https:// and a host");
    target.headers = read_headers(source);
    source.section.text("ca_file", target.ca_file);
    read_timeout(source.section, target.timeout);
    return target;
}

WebhookOptions read_webhook(const Source& source) {
    WebhookOptions options;
    options.target = read_target(source);
    options.secret = SecretReader{source, "secret", "secret_file"}.read(SecretReader::Literal::refused);
    std::string text;
    source.section.text("template", text);
    if (text.empty()) return options;
    auto parsed = JsonTemplate::parse(text);
    if (!parsed) source.section.reject("template", parsed.error().detail);
    if (parsed) options.body_template = *std::move(parsed);
    return options;
}

SlackOptions read_slack(const Source& source) {
    SlackOptions options;
    options.target = read_target(source);
    source.section.text("channel", options.channel);
    return options;
}

AlertmanagerOptions read_alertmanager(const Source& source) {
    return {read_target(source)};
}

EmailOptions::Security read_security(yaml::Reader& section) {
    using Security = EmailOptions::Security;
    std::string name = "starttls";
    section.text("security", name);
    if (name == "tls") return Security::tls;
    if (name == "none") return Security::none;
    if (name != "starttls") section.reject("security", "expected starttls, tls or none");
    return Security::starttls;
}

MailAddresses read_addresses(yaml::Reader& section) {
    MailAddresses addresses;
    section.text("from", addresses.from);
    section.texts("to", addresses.to);
    if (!is_mail_address(addresses.from)) section.reject("from", "expected an address such as logbeam@example.org");
    const bool are_good = std::all_of(addresses.to.begin(), addresses.to.end(), is_mail_address);
    if (addresses.to.empty() || !are_good) section.reject("to", "expected addresses such as ops@example.org");
    return addresses;
}

bool is_server(std::string_view text) noexcept {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]";
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

EmailOptions read_email(const Source& source) {
    EmailOptions options;
    source.section.text("server", options.server);
    if (!is_server(options.server)) source.section.reject("server", "expected host:port, such as mail.example.org:587");
    options.security = read_security(source.section);
    source.section.text("user", options.user);
    options.password = SecretReader{source, "password", "password_file"}.read(SecretReader::Literal::refused);
    if (options.user.empty() != options.password.empty())
        source.section.reject("user", "stands with a password, or without both");
    source.section.text("ca_file", options.ca_file);
    options.addresses = read_addresses(source.section);
    read_timeout(source.section, options.timeout);
    return options;
}

CommandOptions read_command(const Source& source) {
    CommandOptions options;
    source.section.texts("command", options.words);
    if (options.words.empty() || !options.words.front().starts_with('/'))
        source.section.reject("command", "expected a list: the program's whole path, and its arguments");
    read_timeout(source.section, options.timeout);
    return options;
}

TopicOptions read_topic(const Source& source) {
    TopicOptions options;
    source.section.text("topic", options.topic);
    const auto topic = TopicName::parse(options.topic);
    if (!topic || topic->is_reserved()) source.section.reject("topic", "expected a topic such as ops.alerts");
    return options;
}

NotifierOptions read_options(const Source& source) {
    std::string kind;
    source.section.text("kind", kind);
    if (kind == "webhook") return read_webhook(source);
    if (kind == "slack") return read_slack(source);
    if (kind == "alertmanager") return read_alertmanager(source);
    if (kind == "email") return read_email(source);
    if (kind == "command") return read_command(source);
    if (kind == "topic") return read_topic(source);
    if (kind != "browser")
        source.section.reject("kind", "expected webhook, slack, alertmanager, email, command, topic or browser");
    return BrowserOptions{};
}

struct Make {
    const std::string& name;
    const NotifierNeighbours& neighbours;

    std::unique_ptr<Notifier> operator()(WebhookOptions options) const { return make_webhook(std::move(options)); }
    std::unique_ptr<Notifier> operator()(SlackOptions options) const { return make_slack(std::move(options)); }
    std::unique_ptr<Notifier> operator()(AlertmanagerOptions options) const {
        return make_alertmanager(std::move(options));
    }
    std::unique_ptr<Notifier> operator()(EmailOptions options) const {
        return make_email(std::move(options), neighbours.clock);
    }
    std::unique_ptr<Notifier> operator()(CommandOptions options) const { return make_command(std::move(options)); }
    std::unique_ptr<Notifier> operator()(TopicOptions options) const {
        return make_topic(std::move(options.topic), neighbours.publish);
    }
    std::unique_ptr<Notifier> operator()(const BrowserOptions& /*options*/) const {
        return make_topic(browser_topic(name), neighbours.publish);
    }
};

}  // namespace

std::string to_string(const NotifierConfig& config) {
    return std::string{kinds.at(config.options.index())} + " '" + config.name + "'";
}

std::vector<NotifierConfig> read_notifiers(yaml::Reader& file, const Environment& environment) {
    std::vector<NotifierConfig> notifiers;
    std::set<std::string> names;
    file.sections("notifiers", [&](yaml::Reader& section) {
        NotifierConfig config;
        section.text("name", config.name);
        if (!alert::is_rule_name(config.name)) section.reject("name", "expected 1 to 64 letters, digits, '_' and '-'");
        if (!names.insert(config.name).second) section.reject("name", "another notifier is called this already");
        config.options = read_options({section, environment});
        notifiers.push_back(std::move(config));
    });
    return notifiers;
}

NamedNotifier make_notifier(NotifierConfig config, const NotifierNeighbours& neighbours) {
    auto notifier = std::visit(Make{config.name, neighbours}, std::move(config.options));
    return {std::move(config.name), kinds.at(config.options.index()), std::move(notifier)};
}

}  // namespace logbeam::notify
